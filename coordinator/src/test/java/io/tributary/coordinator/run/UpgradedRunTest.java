package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.sql.PostgresWorld;
import io.tributary.coordinator.store.sql.PreviousDatabase;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisplayName("I10: a run that the previous build left in the middle of a round is gone on with")
class UpgradedRunTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");
    private final RowPorts.Hand clock = new RowPorts.Hand();

    private static void unpack(Path directory) throws IOException {
        for (String line : PreviousBuild.lines("files.txt").toList()) {
            Path file = directory.resolve(line.substring(0, line.indexOf(' ')));
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)));
            Files.setPosixFilePermissions(file, OWNER_ALONE);
        }
    }

    private void comesToTheSame(SqlStores rows, Path directory) throws Exception {
        unpack(directory);
        HalfARun half = new HalfARun(rows, directory, clock);
        RunView end = half.goOn();
        assertEquals(RunView.Status.FINISHED, end.status(), end.failure());
        assertEquals(List.of(2, 2, 2), end.history().stream().map(round -> round.reports().accepted()).toList());
        assertEquals(PreviousBuild.lines("versions.txt").toList(), half.versions());
        for (String event : half.events()) {
            readsBeside(event);
        }
    }

    /** The previous build refuses an event that has a field more or less than its own of that type. */
    private static void readsBeside(String event) throws IOException {
        JsonNode written = JSON.readTree(event);
        JsonNode known = JSON.readTree(PreviousBuild.value("events.txt", written.get("type").asText()));
        assertEquals(names(known), names(written), event);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    @DisplayName("to the same model bytes, in a file")
    void inAFile(@TempDir Path directory) throws Exception {
        try (SqlStores rows = PreviousDatabase.upgraded(directory.resolve("coordinator.db"), clock)) {
            comesToTheSame(rows, directory);
        }
    }

    @Test
    @DisplayName("to the same model bytes, on a server")
    void onAServer(@TempDir Path directory) throws Exception {
        try (SqlStores rows = PreviousDatabase.upgraded(PostgresWorld.database(), clock)) {
            comesToTheSame(rows, directory);
        }
    }
}
