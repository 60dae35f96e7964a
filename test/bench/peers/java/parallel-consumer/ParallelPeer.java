package peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Confluent Parallel Consumer, ordered by key. Arguments: BOOTSTRAP REQUEST_TOPIC REPLY_TOPIC GROUP */
public class ParallelPeer {
    private static final int CONCURRENCY = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    // Without an engine for expressions in messages, of which there are none.
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    public static void main(String[] args) {
        String reply = args[2];
        var options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(CONCURRENCY)
                .consumer(new KafkaConsumer<>(consumerSettings(args[0], args[3])))
                .producer(new KafkaProducer<>(producerSettings(args[0])))
                .build();
        ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(args[1]));
        processor.pollAndProduce(context -> new ProducerRecord<>(reply, context.key(), answer(context.value())));
    }

    private static byte[] answer(byte[] value) {
        try {
            Messages.Request request = JSON.readValue(value, Messages.Request.class);
            var violations = VALIDATOR.validate(request);
            if (!violations.isEmpty()) throw new ConstraintViolationException(violations);
            return JSON.writeValueAsBytes(request.reply());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Map<String, Object> consumerSettings(String bootstrap, String group) {
        return Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", group,
                "enable.auto.commit", false,
                "auto.offset.reset", "earliest",
                "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class);
    }

    private static Map<String, Object> producerSettings(String bootstrap) {
        return Map.of(
                "bootstrap.servers", bootstrap,
                "acks", "all",
                "compression.type", "gzip",
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class);
    }
}
