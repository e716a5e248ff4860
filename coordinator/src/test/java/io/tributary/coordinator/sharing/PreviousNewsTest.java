package io.tributary.coordinator.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.sharing.LivePool.Change;
import io.tributary.coordinator.sharing.LivePool.Waiting;
import io.tributary.coordinator.sharing.LiveRunNews.Kind;
import io.tributary.coordinator.sharing.LiveRunNews.News;
import io.tributary.coordinator.sharing.LiveTraffic.Moved;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.message.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What members tell each other on the event bus, between this build and the previous one. */
@DisplayName("What a member of the previous build tells")
public class PreviousNewsTest {
    private static final String RUN = "01890000-0000-7000-8000-000000000001";
    private static final JsonMapper JSON = new JsonMapper();

    private static Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("news-moved", new News(1, "m1", Kind.MOVED, RUN, ""));
        told.put("news-told", new News(1, "m1", Kind.TOLD, RUN, "{\"type\":\"not-evaluated\",\"round\":3}"));
        told.put("news-stop", new News(1, "m1", Kind.STOP, RUN, "by an operator"));
        told.put("news-look", new News(1, "m1", Kind.LOOK, "", ""));
        told.put("pool-change", new Change(1, "m1",
                List.of(new Waiting("ann", new Resources(4, 1 << 30), null),
                        new Waiting("bob", null, null)),
                List.of("cat")));
        told.put("traffic-moved", new Moved(1, "m1", new TrafficMeter.Totals(1000, 2000, 30)));
        return told;
    }

    /** What this build writes. */
    public static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        told().forEach((name, news) -> written.put(name, new String(WireJson.write(news), StandardCharsets.UTF_8)));
        return written;
    }

    static Stream<String> names() {
        return told().keySet().stream();
    }

    private static Object read(String json, Class<?> type) throws RejectedException {
        return WireJson.readMessage(json.getBytes(StandardCharsets.UTF_8), type);
    }

    /** Fields that are more are left unread there. */
    private static void says(JsonNode old, JsonNode now) {
        if (old.isObject()) {
            old.properties().forEach(field -> says(field.getValue(), now.path(field.getKey())));
        } else if (old.isArray()) {
            assertEquals(old.size(), now.size());
            for (int at = 0; at < old.size(); at++) {
                says(old.get(at), now.get(at));
            }
        } else {
            assertEquals(old, now);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReadAndToldToItInTheSameFields(String name) throws RejectedException, IOException {
        String old = PreviousBuild.value("messages.txt", name);
        Object now = told().get(name);
        assertEquals(now, read(old, now.getClass()));
        says(JSON.readTree(old), JSON.readTree(written().get(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedByItsVersionIfItIsAnother(String name) {
        String next = PreviousBuild.value("messages.txt", name).replace("\"v\":1", "\"v\":2");
        assertEquals(Reason.UNSUPPORTED_VERSION,
                assertThrows(RejectedException.class, () -> read(next, told().get(name).getClass())).reason());
    }
}
