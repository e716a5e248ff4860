package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a round for ever takes few bytes of a database, with its indexes and what pages leave empty. */
class BytesOfOldRoundsTest {
    private static final int ROUNDS = 1_000;
    private static final int VERSIONS = 200;
    private static final int MOST_OF_HISTORY = 300;
    private static final int MOST_OF_A_VERSION = 1_250;

    private static final ModelSignature SIGNATURE =
            ModelSignature.of(new ModelSpec("linear", List.of(8, 8, 1), 2, List.of()));
    private final Random random = new Random(7);
    private final RowPorts.Hand clock = new RowPorts.Hand();
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("coordinator.db");
    }

    private Fence claimed(SqlStores stores) {
        stores.runs().create(Life.RUN, new SignedDocument(new byte[1], new byte[64], new byte[32]), PlanUse.once(),
                clock.instant());
        return stores.runs().claim(Life.RUN, "member", Duration.ofSeconds(3)).orElseThrow();
    }

    private String hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Sha256.of(bytes).hex();
    }

    private double seconds() {
        return random.nextInt(3_000) / 1e3;
    }

    /** A difference, with the digits that one has. */
    private double rest() {
        double whole = seconds();
        return whole - seconds();
    }

    private String round(int round) {
        return new PastRound(new RoundView(round, RoundView.Outcome.COMMITTED, null,
                new RoundView.Reports(100, 12, 0, new TreeMap<>(Map.of("battery", 3))), null,
                new RoundView.Traffic(12_345_678, 87_654_321),
                new RoundView.Seconds(seconds(), rest(), seconds(), seconds(), seconds()),
                new RoundView.Model(round, hash())), false).encode();
    }

    private void storeEvents() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement event = connection.prepareStatement(
                        "INSERT INTO round_event (run, sequence, round, json, stored_at) VALUES (?, ?, ?, ?, 5)")) {
            connection.setAutoCommit(false);
            for (int number = 1; number <= ROUNDS + 1; number++) {
                event.setString(1, Life.RUN);
                event.setInt(2, number);
                event.setInt(3, number);
                event.setString(4, "x".repeat(1_900));
                event.addBatch();
            }
            event.executeBatch();
            connection.commit();
        }
    }

    /** Bytes of the pages of a table and its indexes. */
    private long bytes(String table) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement query = connection.prepareStatement("SELECT SUM(pgsize) FROM dbstat WHERE name IN "
                        + "(SELECT name FROM sqlite_master WHERE tbl_name = ?)")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    @Test
    void aRoundThatIsToldTakesAtMostThreeHundredBytesAndItsEventsNone() throws Exception {
        try (SqlStores stores = SqlStores.open(file, clock)) {
            Fence fence = claimed(stores);
            storeEvents();
            assertTrue(bytes("round_event") > ROUNDS * 1_900L, bytes("round_event") + " bytes");
            SortedMap<Integer, String> told = new TreeMap<>();
            for (int round = 1; round <= ROUNDS; round++) {
                told.put(round, round(round));
            }
            stores.rounds().forgetBefore(fence, ROUNDS + 1, told);
            assertEquals(ROUNDS, stores.rounds().log(Life.RUN).past().size());
            assertEquals(1, stores.rounds().log(Life.RUN).events().size());
        }
        long history = bytes("round_history");
        assertTrue(history <= ROUNDS * (long) MOST_OF_HISTORY, history / ROUNDS + " bytes a round");
        assertTrue(bytes("round_event") <= 4 * 4_096, bytes("round_event") + " bytes");
    }

    private SignedDocument manifest(int version, String parent) {
        ParameterLayout layout =
                new ParameterLayout(List.of(new Parameter("w", Parameter.Role.TRAINABLE, List.of(20_000))));
        Origin origin = version == 0 ? Origin.initial(Life.RUN, hash())
                : new Origin(parent, Life.RUN, version, hash(), new Reports(4, hash()));
        return Life.KEY.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(new ModelManifest(1, "test-model", version,
                origin, Content.of(layout, List.of(hash()), hash()), SIGNATURE, 1_764_000_000_000L)));
    }

    @Test
    void aVersionOfOneChunkTakesLittleMoreThanItsHashes() throws Exception {
        try (SqlStores stores = SqlStores.open(file, clock)) {
            Fence fence = claimed(stores);
            String parent = Sha256.ZERO.hex();
            for (int version = 0; version < VERSIONS; version++) {
                SignedDocument manifest = manifest(version, parent);
                stores.models().commit(fence, "test-model", version, parent, manifest, Optional.empty(), Map.of());
                assertEquals(Optional.of(manifest), stores.models().find("test-model", version));
                parent = manifest.hash();
            }
        }
        long versions = bytes("model_version") + bytes("version_log");
        assertTrue(versions <= VERSIONS * (long) MOST_OF_A_VERSION, versions / VERSIONS + " bytes a version");
    }
}
