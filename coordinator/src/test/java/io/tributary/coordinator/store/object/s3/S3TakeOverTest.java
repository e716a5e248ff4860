package io.tributary.coordinator.store.object.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that go on with what another one began. */
@Tag("seeded")
class S3TakeOverTest {
    private static final String NAME = "updates/ann";
    private static final int PART = S3Multipart.LEAST;

    @TempDir
    private Path directory;
    private final List<S3ObjectStore> opened = new ArrayList<>();
    private final PartStore rows = new MemoryStores(InstantSource.system()).parts();
    private final String bucket = S3Server.bucket();
    private Instant now = Instant.now();

    private S3ObjectStore member(PartStore its) {
        S3ObjectStore store = new S3ObjectStore(S3Server.settings(S3Server.endpoint(), bucket), its,
                directory.resolve("member-" + opened.size()), () -> now);
        opened.add(store);
        return store;
    }

    private S3ObjectStore member() {
        return member(rows);
    }

    @AfterEach
    void close() {
        opened.forEach(S3ObjectStore::close);
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] content(PartialObject partial) {
        ByteBuffer all = ByteBuffer.allocate((int) partial.size());
        partial.read(0, all);
        return all.array();
    }

    private static byte[] content(S3ObjectStore store) {
        try (ObjectReader reader = store.read(NAME)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return all.array();
        }
    }

    /** What lies in the bucket, of whatever kind, once what is not needed is removed. */
    private void assertKeys(String... expected) throws InterruptedException {
        for (int wait = 0; wait < 100 && !keys().equals(List.of(expected)); wait++) {
            Thread.sleep(50);
        }
        assertEquals(List.of(expected), keys());
    }

    private List<String> keys() {
        return S3Server.objects().list(bucket).contents().stream().map(found -> found.key())
                .filter(key -> key.startsWith("tributary/")).toList();
    }

    @Test
    void anotherMemberGoesOnExactlyWhereOneClosed() throws Exception {
        byte[] first = random(1, 2 * PART + 12_345);
        byte[] second = random(2, PART + 7);
        S3ObjectStore one = member();
        S3ObjectStore other = member();
        try (PartialObject partial = one.partial(NAME)) {
            partial.append(ByteBuffer.wrap(first));
            assertEquals(partial.turn(), partial.before());
        }
        try (PartialObject partial = other.partial(NAME)) {
            assertArrayEquals(first, content(partial));
            partial.append(ByteBuffer.wrap(second));
            assertArrayEquals(joined(first, second), content(partial));
            partial.commit();
        }
        assertArrayEquals(joined(first, second), content(one));
        assertEquals(List.of(), one.partials());
        assertKeys("tributary/a/objects/" + NAME);
    }

    @Test
    void whoOpenedItLastWinsAndTheOtherNeitherAppendsNorCommits() throws Exception {
        byte[] begun = random(1, PART);
        try (PartialObject first = member().partial(NAME)) {
            first.append(ByteBuffer.wrap(begun));
            try (PartialObject second = member().partial(NAME)) {
                assertEquals(first.turn(), second.before());
                assertThrows(StoreException.class, () -> first.append(ByteBuffer.wrap(random(2, PART))));
                assertThrows(StoreException.class, first::commit);
                second.append(ByteBuffer.wrap(random(3, PART)));
                second.commit();
            }
        }
        assertArrayEquals(joined(begun, random(3, PART)), content(opened.getFirst()));
        assertKeys("tributary/a/objects/" + NAME);
    }

    @Test
    void aSmallObjectIsNotCommittedByWhoWasTakenOver() throws Exception {
        try (PartialObject first = member().partial(NAME)) {
            first.append(ByteBuffer.wrap(new byte[] {1}));
            try (PartialObject second = member().partial(NAME)) {
                second.append(ByteBuffer.wrap(new byte[] {2}));
                second.commit();
            }
            assertThrows(StoreException.class, first::commit);
        }
        assertArrayEquals(new byte[] {2}, content(opened.getFirst()));
    }

    @Test
    @DisplayName("I2: a commit that was paused until another member had committed changes nothing")
    void aPausedCommit() throws Exception {
        byte[] theirs = random(1, 3 * PART);
        byte[] ours = random(2, PART + 1);
        S3ObjectStore other = member();
        PausingRows pausing = new PausingRows(rows);
        for (byte[] mine : List.of(new byte[] {7}, ours)) {
            pausing.beforeFenced(() -> {
                try (PartialObject second = other.partial(NAME)) {
                    second.truncate(0);
                    second.append(ByteBuffer.wrap(theirs));
                    second.commit();
                }
            });
            try (PartialObject first = member(pausing).partial(NAME)) {
                first.append(ByteBuffer.wrap(mine));
                assertThrows(StoreException.class, first::commit);
            }
            assertArrayEquals(theirs, content(other));
            assertKeys("tributary/a/objects/" + NAME);
        }
    }

    @Test
    @DisplayName("I2: a commit that reaches the service after another member took over makes nothing visible")
    void aLateCommit() throws Exception {
        byte[] begun = random(1, PART);
        S3ObjectStore other = member();
        try (FaultyService slow = new FaultyService(S3Server.endpoint());
                S3ObjectStore late = new S3ObjectStore(S3Server.settings(slow.endpoint(), bucket), rows,
                        directory.resolve("late"), () -> now);
                PartialObject first = late.partial(NAME)) {
            first.append(ByteBuffer.wrap(begun));
            first.append(ByteBuffer.wrap(new byte[] {1}));
            PartialObject[] second = new PartialObject[1];
            slow.next("^POST .*uploadId", 1, behind -> {
                second[0] = other.partial(NAME);
                return Optional.of(behind.ask());
            });
            assertThrows(StoreException.class, first::commit);
            assertFalse(other.exists(NAME));
            second[0].append(ByteBuffer.wrap(new byte[] {2}));
            second[0].commit();
        }
        assertArrayEquals(joined(begun, new byte[] {2}), content(other));
    }

    @Test
    void aCommitThatWasKilledBeforeItsRowsWereGoneIsRepeatedElsewhere() throws Exception {
        byte[] all = random(1, 2 * PART + 1);
        PausingRows dying = new PausingRows(rows);
        dying.dieBeforeFinish();
        PartialObject killed = member(dying).partial(NAME);
        killed.append(ByteBuffer.wrap(all, 0, 2 * PART));
        killed.append(ByteBuffer.wrap(all, 2 * PART, 1));
        assertThrows(StoreException.class, killed::commit);
        S3ObjectStore other = member();
        assertArrayEquals(all, content(other));

        try (PartialObject again = other.partial(NAME)) {
            assertArrayEquals(Arrays.copyOf(all, 2 * PART), content(again));
            again.append(ByteBuffer.wrap(all, 2 * PART, 1));
            again.commit();
        }
        assertArrayEquals(all, content(other));
        assertEquals(List.of(), other.partials());
        assertKeys("tributary/a/objects/" + NAME);
    }

    @Test
    @DisplayName("I2: an object that was put together of parts is never replaced either")
    void aWholeObjectStays() throws Exception {
        byte[] first = random(1, 2 * PART + 1);
        for (int seed = 1; seed <= 2; seed++) {
            try (PartialObject partial = member().partial(NAME)) {
                partial.append(ByteBuffer.wrap(random(seed, 2 * PART + 1)));
                assertEquals(seed == 1, partial.commit());
            }
            assertArrayEquals(first, content(opened.getFirst()));
            assertKeys("tributary/a/objects/" + NAME);
        }
    }

    @Test
    void whatIsDiscardedElsewhereIsNeitherGoneOnWithNorLeft() throws Exception {
        S3ObjectStore other = member();
        try (PartialObject partial = member().partial(NAME)) {
            partial.append(ByteBuffer.wrap(random(1, PART + 3)));
            other.discard(NAME);
            assertThrows(StoreException.class, partial::commit);
        }
        assertFalse(other.exists(NAME));
        assertEquals(List.of(), other.partials());
        assertKeys();
    }

    @Test
    void itIsWhatWasAppendedAndCutWhereverThatHappened() throws Exception {
        Random random = new Random(Long.getLong("test.seed", 1));
        List<S3ObjectStore> members = List.of(member(), member());
        byte[] model = new byte[0];
        for (int visit = 0; visit < 25; visit++) {
            try (PartialObject partial = members.get(random.nextInt(2)).partial(NAME)) {
                assertEquals(model.length, partial.size());
                for (int step = random.nextInt(4); step > 0; step--) {
                    if (random.nextInt(3) == 0) {
                        model = Arrays.copyOf(model, random.nextInt(model.length + 1));
                        partial.truncate(model.length);
                    } else {
                        byte[] more = random(random.nextInt(), random.nextInt(random.nextBoolean() ? 1000 : 2 * PART));
                        model = joined(model, more);
                        partial.append(ByteBuffer.wrap(more));
                    }
                    int from = random.nextInt(model.length + 1);
                    ByteBuffer some = ByteBuffer.allocate(random.nextInt(model.length - from + 1));
                    partial.read(from, some);
                    assertArrayEquals(Arrays.copyOfRange(model, from, from + some.capacity()), some.array());
                }
                assertArrayEquals(model, content(partial));
            }
        }
        try (PartialObject partial = members.getFirst().partial(NAME)) {
            partial.commit();
        }
        assertArrayEquals(model, content(members.getLast()));
        assertKeys("tributary/a/objects/" + NAME);
    }

    @Test
    void whatKilledMembersLeftIsRemovedADayLaterButForWhatRowsName() throws Exception {
        S3ObjectStore killed = member();
        killed.write("models/1").append(ByteBuffer.wrap(random(1, PART + 1)));
        PartialObject kept = killed.partial(NAME);
        kept.append(ByteBuffer.wrap(random(2, PART)));
        PartialObject orphaned = killed.partial("updates/bob");
        orphaned.append(ByteBuffer.wrap(random(3, PART)));
        rows.discard("updates/bob");
        assertEquals(2, keys().size());

        member();
        assertEquals(2, keys().size());
        assertEquals(1, S3Server.objects().listMultipartUploads(bucket).size());

        now = now.plus(Duration.ofDays(2));
        S3ObjectStore later = member();
        assertEquals(1, keys().size());
        assertEquals(List.of(), S3Server.objects().listMultipartUploads(bucket));
        try (PartialObject partial = later.partial(NAME)) {
            assertArrayEquals(random(2, PART), content(partial));
        }
    }
}
