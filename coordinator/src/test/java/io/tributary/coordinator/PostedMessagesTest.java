package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Messages as posts. */
class PostedMessagesTest extends MessagesContract {
    @Override
    Line line(URI messages, URI channel) {
        return new Line() {
            private CompletableFuture<?> unheard = CompletableFuture.completedFuture(null);

            private HttpRequest post(byte[] json) {
                return HttpRequest.newBuilder(messages).header("authorization", "Bearer " + ann.token())
                        .POST(BodyPublishers.ofByteArray(json)).build();
            }

            @Override
            public Object say(byte[] json) throws Exception {
                HttpResponse<byte[]> answer = TestCoordinator.send(post(json));
                return answer.statusCode() == 200 ? WireJson.readMessage(answer.body(), CoordinatorMessage.class)
                        : TestDevice.problem(answer);
            }

            @Override
            public void ask(byte[] json) {
                unheard = TestCoordinator.HTTP.sendAsync(post(json), BodyHandlers.ofByteArray());
            }

            @Override
            public void close() {
                unheard.cancel(true);
            }
        };
    }

    @Override
    void expectSessionOver(Line line) throws Exception {
        Object answer = line.say(WireJson.write(new DeviceMessage.CheckIn("ann")));
        assertEquals(Reason.UNAUTHENTICATED, ((io.tributary.protocol.message.Problem) answer).code());
    }
}
