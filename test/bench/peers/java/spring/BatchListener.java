package peers;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** A batch's replies are awaited; then the container commits it. */
@Component
@Profile("batch")
class BatchListener {
    private final KafkaTemplate<String, Messages.Reply> template;
    private final Validator validator;
    private final String replyTopic;

    BatchListener(
            KafkaTemplate<String, Messages.Reply> template,
            Validator validator,
            @Value("${topics.reply}") String replyTopic) {
        this.template = template;
        this.validator = validator;
        this.replyTopic = replyTopic;
    }

    @KafkaListener(topics = "${topics.request}", batch = "true")
    void answer(List<ConsumerRecord<String, Messages.Request>> records) {
        CompletableFuture.allOf(records.stream().map(this::answer).toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> answer(ConsumerRecord<String, Messages.Request> record) {
        var violations = validator.validate(record.value());
        if (!violations.isEmpty()) throw new ConstraintViolationException(violations);
        return template.send(replyTopic, record.key(), record.value().reply());
    }
}
