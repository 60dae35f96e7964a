package peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** What a request must be, and the reply to it. */
final class Messages {
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Request(@JsonProperty("correlation_id") @NotNull String correlationId, @NotNull @Valid Payload payload) {
        Reply reply() {
            return new Reply(correlationId, new Echo(true));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Payload(@NotNull String content) {}

    record Reply(@JsonProperty("correlation_id") String correlationId, Echo payload) {}

    record Echo(boolean echo) {}

    private Messages() {}
}
