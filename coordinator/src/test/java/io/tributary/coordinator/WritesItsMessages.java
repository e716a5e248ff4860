package io.tributary.coordinator;

import io.tributary.coordinator.access.session.PreviousSessionsTest;
import io.tributary.coordinator.cluster.PreviousTasksTest;
import io.tributary.coordinator.directory.PreviousHeadTest;
import io.tributary.coordinator.http.entrance.PreviousLimitsTest;
import io.tributary.coordinator.registry.PreviousPartTest;
import io.tributary.coordinator.round.PreviousEventsTest;
import io.tributary.coordinator.run.PreviousOrdersTest;
import io.tributary.coordinator.sharing.PreviousNewsTest;
import io.tributary.coordinator.store.keys.PreviousKeyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes down what members of the build that it is compiled with say and leave to each other: the messages and events of
 * {@code previous-build}. To be run at an earlier commit, into an empty directory.
 */
public final class WritesItsMessages {
    private WritesItsMessages() {}

    /** Writes into the empty directory that it is given. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Map<String, String> messages = new LinkedHashMap<>(PreviousTasksTest.written());
        messages.putAll(PreviousPartTest.written());
        messages.putAll(PreviousOrdersTest.written());
        messages.putAll(PreviousNewsTest.written());
        messages.putAll(PreviousLimitsTest.written());
        messages.putAll(PreviousSessionsTest.written());
        messages.putAll(PreviousHeadTest.written());
        messages.putAll(PreviousKeyTest.written(directory));
        write(directory.resolve("messages.txt"), messages);
        write(directory.resolve("events.txt"), PreviousEventsTest.written());
    }

    private static void write(Path file, Map<String, String> values) throws IOException {
        Files.writeString(file, values.entrySet().stream().map(value -> value.getKey() + " " + value.getValue() + "\n")
                .collect(Collectors.joining()));
    }
}
