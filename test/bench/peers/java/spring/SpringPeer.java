package peers;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Kafka. Arguments: BOOTSTRAP REQUEST_TOPIC REPLY_TOPIC GROUP batch|record */
@SpringBootApplication
public class SpringPeer {
    private static final String JSON = "org.springframework.kafka.support.serializer.JacksonJson";

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SpringPeer.class);
        application.setAdditionalProfiles(args[4]);
        application.setDefaultProperties(settings(args[0], args[1], args[2], args[3]));
        application.run();
    }

    private static Map<String, Object> settings(String bootstrap, String request, String reply, String group) {
        return Map.ofEntries(
            Map.entry("topics.request", request),
            Map.entry("topics.reply", reply),
            Map.entry("spring.kafka.bootstrap-servers", bootstrap),
            Map.entry("spring.kafka.listener.ack-mode", "batch"),
            Map.entry("spring.kafka.listener.concurrency", 3),
            Map.entry("spring.kafka.consumer.group-id", group),
            Map.entry("spring.kafka.consumer.auto-offset-reset", "earliest"),
            Map.entry("spring.kafka.consumer.enable-auto-commit", false),
            Map.entry("spring.kafka.consumer.max-poll-records", 500),
            Map.entry("spring.kafka.consumer.value-deserializer", JSON + "Deserializer"),
            Map.entry("spring.kafka.consumer.properties[spring.json.value.default.type]", "peers.Messages$Request"),
            Map.entry("spring.kafka.consumer.properties[spring.json.use.type.headers]", false),
            Map.entry("spring.kafka.producer.acks", "all"),
            Map.entry("spring.kafka.producer.compression-type", "gzip"),
            Map.entry("spring.kafka.producer.value-serializer", JSON + "Serializer"),
            Map.entry("spring.kafka.producer.properties[spring.json.add.type.headers]", false));
    }
}
