package peers;

import jakarta.validation.Valid;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistrar;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** What the listener returns is sent by the container, which commits without waiting for it to arrive. */
@Component
@Profile("record")
class RecordListener implements KafkaListenerConfigurer {
    private final LocalValidatorFactoryBean validator;

    RecordListener(LocalValidatorFactoryBean validator) {
        this.validator = validator;
    }

    @Override
    public void configureKafkaListeners(KafkaListenerEndpointRegistrar registrar) {
        registrar.setValidator(validator);
    }

    @KafkaListener(topics = "${topics.request}")
    @SendTo("${topics.reply}")
    Message<Messages.Reply> answer(
            @Payload @Valid Messages.Request request, @Header(KafkaHeaders.RECEIVED_KEY) String key) {
        return MessageBuilder.withPayload(request.reply()).setHeader(KafkaHeaders.KEY, key).build();
    }
}
