package io.tributary.coordinator.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deleted model can be taken back for some days; then all of it goes, in small parts, whatever is killed meanwhile. */
class RemovedModelsTest {
    private static final int CHUNKS = 1_200;

    private final HandClock clock = new HandClock();
    private final SigningKey key = SigningKey.generate();
    @TempDir
    private Path directory;

    private static SignedDocument document(String text) {
        return new SignedDocument(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[64], new byte[32]);
    }

    private void commit(SqlStores rows, ObjectStore objects, String model) {
        String run = "run-of-" + model;
        rows.runs().create(run, document(run), PlanUse.once(), clock.instant());
        Fence fence = rows.runs().claim(run, "m", Duration.ofSeconds(3)).orElseThrow();
        String pack = "models/" + model + "/0.pack";
        Map<String, ChunkPlace> index = IntStream.range(0, CHUNKS).boxed().collect(Collectors.toMap(
                chunk -> String.format("%064x", chunk), chunk -> new ChunkPlace(pack, chunk, 1)));
        for (String object : List.of(pack, "states/" + model + "/0.pack")) {
            try (ObjectWriter writer = objects.write(object)) {
                writer.append(ByteBuffer.wrap(new byte[CHUNKS]));
                writer.commit();
            }
        }
        rows.models().commit(fence, model, 0, "0".repeat(64), document(model), Optional.of(document("state")), index);
        rows.models().retain(fence, model, 1);
    }

    @Test
    void afterTheTimeToTakeItBackAllOfItGoesWhateverIsKilled() throws Exception {
        ObjectStore objects = new FileObjectStore(directory.resolve("objects"));
        try (SqlStores rows = SqlStores.open(directory.resolve("c.db"), clock)) {
            commit(rows, objects, "glyphs");
            commit(rows, objects, "signs");
            rows.models().delete("glyphs", clock.instant());
        }
        clock.pass(RemovedModels.UNDO);
        int lives = 0;
        boolean more = true;
        while (more) {
            try (SqlStores rows = SqlStores.open(directory.resolve("c.db"), clock)) { // each life ends after one part
                more = new RemovedModels(new ModelRegistry(rows.models(), objects, SigningKeys.single(key), clock),
                        new AuditLog(rows.audit(), SigningKeys.single(key), clock), clock).part();
                assertEquals(Optional.empty(), rows.models().newest("glyphs"));
                if (lives == 0) {
                    assertEquals(false, more, "it can be taken back");
                    assertTrue(rows.models().restore("glyphs"));
                    rows.models().delete("glyphs", clock.instant());
                    clock.pass(RemovedModels.UNDO.plusMillis(1));
                    more = true;
                }
            }
            lives++;
            assertTrue(lives < 20, "it never ends");
        }
        assertEquals(5, lives, "one that waits, three parts of at most 500 rows, and one that finds nothing");
        assertEquals(List.of("models/signs/0.pack"), objects.list("models"));
        assertEquals(List.of("states/signs/0.pack"), objects.list("states"));
        try (SqlStores rows = SqlStores.open(directory.resolve("c.db"), clock)) {
            assertEquals(CHUNKS, rows.models().index("signs", 0).size());
            assertTrue(rows.models().isDeleted("glyphs"));
            assertEquals(1, rows.audit().after(0, 9).size());
        }
    }
}
