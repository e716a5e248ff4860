package io.tributary.protocol.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class MessageFuzzTest {
    private static final List<Class<?>> MESSAGES = Stream
            .concat(Arrays.stream(WireMessage.class.getPermittedSubclasses()), Stream.of(Problem.class)).toList();

    @FuzzTest
    void anyMessageIsRefusedOrReadsBackAsItself(byte[] json) {
        for (Class<?> type : MESSAGES) {
            try {
                Object read = WireJson.readMessage(json, type);
                Assertions.assertEquals(read, WireJson.readMessage(WireJson.write(read), type));
            } catch (RejectedException refused) {
                Assertions.assertFalse(refused.detail().isEmpty());
            }
        }
    }
}
