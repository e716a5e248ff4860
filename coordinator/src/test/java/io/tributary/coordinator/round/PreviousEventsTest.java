package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.PreviousBuild;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stored events are read strictly, so that this build and the previous one write the same. */
@DisplayName("Events of rounds that the previous build stored")
public class PreviousEventsTest {
    private static List<RoundEvent> events() {
        return Rounds.oneOfEach(List.of("d0", "d1"));
    }

    private static String type(String json) {
        return json.substring("{\"type\":\"".length(), json.indexOf("\","));
    }

    /** What this build writes, by the type. */
    public static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        events().forEach(event -> written.put(type(EventCodec.encode(event)), EventCodec.encode(event)));
        return written;
    }

    @Test
    void areRead() {
        assertEquals(events(),
                PreviousBuild.values("events.txt").values().stream().map(EventCodec::decode).toList());
    }

    /** A new type or field is written by a release after the one that reads it: until then it is missing here (decision 0020). */
    @Test
    void areAllThatThisBuildWrites() {
        assertEquals(PreviousBuild.values("events.txt"), written());
        assertEquals(RoundEvent.class.getPermittedSubclasses().length, written().size());
    }

    @Test
    void areRefusedByNameIfTheyAreOfABuildAfterThisOne() {
        String opened = PreviousBuild.value("events.txt", "opened");
        for (String next : List.of(opened.replace("opened", "reopened"), opened.replace("}", ",\"more\":1}"))) {
            assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> EventCodec.decode(next))
                    .getMessage()).contains("not a stored round event"));
        }
    }
}
