package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.ClusterWorld;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.PostgresWorld;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterHomeTest {
    private final Path directory;
    private ClusterWorld world;

    ClusterHomeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void makeWorld() throws IOException {
        world = ClusterWorld.in(directory);
    }

    private ClusterHome open(ClusterWorld one, String member) throws IOException {
        return ClusterHome.open(one.member(member), directory.resolve(member), InstantSource.system());
    }

    /** Members of a cluster that was used. */
    private void use() throws IOException {
        try (ClusterHome home = open(world, "m0"); ClusterHome other = open(world, "m1")) {
            home.rows().known().remember("something", "of the first");
            other.rows().known().remember("something else", "of the second");
        }
    }

    private String refusal(ClusterWorld one) {
        return String.valueOf(assertThrows(StoreException.class, () -> open(one, "m2").close()).getMessage());
    }

    @Test
    void membersComeAndGoOnOneDatabaseAndBucket() throws Exception {
        use();
        use();
        try (ClusterHome third = open(world, "m2")) {
            assertEquals("of the second", third.rows().known().find("something else").orElseThrow());
            assertEquals(2, third.objects().list("heads").size());
        }
    }

    @Test
    void aMemberWithAnotherBucketIsRefused() throws Exception {
        use();
        String refusal = refusal(world.withOtherBucket());
        assertTrue(refusal.contains("it is empty, or another. Every member needs the same bucket"), refusal);
    }

    @Test
    void aMemberWithANewDatabaseIsRefused() throws Exception {
        use();
        String refusal = refusal(world.with(PostgresWorld.database()));
        assertTrue(refusal.contains("it is a new one, or another"), refusal);
    }

    @Test
    void aMemberWithAnotherSigningKeyIsRefused() throws Exception {
        use();
        Path other = directory.resolve("other.key");
        KeyFile.write(other, SigningKeys.generate(1));
        String refusal = refusal(world.with(other));
        assertTrue(refusal.contains("another key than this member's"), refusal);
    }

    @Test
    void aMissingSigningKeySaysWhatToDo() {
        IOException missing = assertThrows(IOException.class,
                () -> open(world.with(directory.resolve("none.key")), "m2").close());
        assertTrue(String.valueOf(missing.getMessage()).contains("need a copy of theirs"), missing.getMessage());
    }

    @Test
    void aDatabaseOlderThanWhatAMemberKnewIsRefused() throws Exception {
        use();
        PostgresWorld.execute(world.database(), "UPDATE directory SET sequence = sequence - 1");
        String refusal = refusal(world);
        assertTrue(refusal.contains("is older than what its cluster acknowledged"), refusal);
    }

    @Test
    void aDatabaseThatWentAnotherWayIsRefused() throws Exception {
        use();
        PostgresWorld.execute(world.database(), "UPDATE transaction_mark SET mark = repeat('7', 32)");
        String refusal = refusal(world);
        assertTrue(refusal.contains("went another way"), refusal);
    }

    @ParameterizedTest
    @ValueSource(longs = {-90, 90, 100_000_000})
    void aMemberWhoseClockIsAnotherThanTheDatabasesIsRefused(long seconds) throws Exception {
        use();
        StoreException refused = assertThrows(StoreException.class, () -> ClusterHome.open(world.member("m2"),
                directory.resolve("m2"), InstantSource.offset(InstantSource.system(), Duration.ofSeconds(seconds)))
                .close());
        assertTrue(String.valueOf(refused.getMessage()).contains("set both by one time server"), refused::toString);
        use();
    }

    @Test
    void aLeaseEndsByTheDatabasesTimeWhateverTheMembersClocksSay() throws Exception {
        InstantSource ahead = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(45));
        try (ClusterHome slow = open(world, "m0");
                ClusterHome fast = ClusterHome.open(world.member("m1"), directory.resolve("m1"), ahead)) {
            slow.rows().runs().create("run", new SignedDocument(new byte[1], new byte[64], new byte[32]),
                    PlanUse.once(), slow.rows().now());
            var _ = slow.rows().runs().claim("run", "m0", Duration.ofSeconds(30)).orElseThrow();
            assertEquals(Optional.empty(), fast.rows().runs().claim("run", "m1", Duration.ofSeconds(30)));
        }
    }
}
