package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} does. */
public abstract class ObjectStoreContract {
    private ObjectStore objects;

    /** An empty store of the backend under test. */
    protected abstract ObjectStore open();

    /** The same store as another process finds it that opens it after this one was killed; empty if what is stored is in this process alone. */
    protected Optional<ObjectStore> reopenedAfterAKill() {
        return Optional.empty();
    }

    /** Most bytes of a partial object, appended last, that are lost when a process is killed. */
    protected int grain() {
        return 0;
    }

    /** Whether a reader keeps the object that it opened when that is replaced; otherwise it fails, and never reads another's bytes. */
    protected boolean readersKeepTheirs() {
        return true;
    }

    @BeforeEach
    final void openObjects() {
        objects = open();
    }

    private void put(String name, String... pieces) {
        try (ObjectWriter writer = objects.write(name)) {
            for (String piece : pieces) {
                writer.append(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            }
            writer.commit();
        }
    }

    private String get(String name) {
        try (ObjectReader reader = objects.read(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return new String(all.array(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anObjectIsItsPiecesInOrder() {
        put("updates/run/1/ann", "one ", "two ", "", "three");

        assertEquals("one two three", get("updates/run/1/ann"));
        assertTrue(objects.exists("updates/run/1/ann"));
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put("empty");

        assertEquals("", get("empty"));
    }

    @Test
    void anyRangeIsReadAlone() {
        put("object", "0123456789");

        try (ObjectReader reader = objects.read("object")) {
            ByteBuffer into = ByteBuffer.allocateDirect(8).position(2).limit(5);
            reader.read(4, into);
            byte[] read = new byte[3];
            into.position(2).get(read);
            assertArrayEquals("456".getBytes(StandardCharsets.UTF_8), read);
            assertEquals(10, reader.size());
        }
    }

    @Test
    void readingBeyondTheEndFails() {
        put("object", "0123456789");

        try (ObjectReader reader = objects.read("object")) {
            assertThrows(StoreException.class, () -> reader.read(8, ByteBuffer.allocate(3)));
            assertThrows(StoreException.class, () -> reader.read(11, ByteBuffer.allocate(1)));
        }
    }

    @Test
    @DisplayName("I1: nobody sees an object before it is committed, and closing without that leaves nothing")
    void onlyACommittedObjectIsThere() {
        try (ObjectWriter writer = objects.write("updates/ann")) {
            writer.append(ByteBuffer.wrap(new byte[100]));
            assertFalse(objects.exists("updates/ann"));
            assertEquals(List.of(), objects.list("updates"));
            assertThrows(StoreException.class, () -> objects.read("updates/ann"));
        }
        assertFalse(objects.exists("updates/ann"));
        assertEquals(List.of(), objects.list("updates"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        put("a/b", "x");

        assertEquals(Optional.empty(), objects.find("a/c"));
        assertEquals(Optional.empty(), objects.find("a"));
        assertFalse(objects.exists("a"));
    }

    @Test
    void aCommittedWriterTakesNoMore() {
        try (ObjectWriter writer = objects.write("object")) {
            writer.commit();
            assertThrows(IllegalStateException.class, () -> writer.append(ByteBuffer.allocate(1)));
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertTrue(objects.exists("object"));
    }

    @Test
    void committingReplacesAnObjectAndItsReadersKeepTheirs() {
        put("object", "old");

        try (ObjectReader reader = objects.read("object")) {
            put("object", "new one");
            ByteBuffer into = ByteBuffer.allocate((int) reader.size());
            if (readersKeepTheirs()) {
                reader.read(0, into);
                assertEquals("old", new String(into.array(), StandardCharsets.UTF_8));
            } else {
                assertThrows(StoreException.class, () -> reader.read(0, into));
                assertArrayEquals(new byte[3], into.array());
            }
        }
        assertEquals("new one", get("object"));
    }

    @Test
    void appendedBytesOutliveAKillButForTheGrain() {
        int piece = Math.max(1, grain() / 2);
        PartialObject killed = objects.partial("updates/ann");
        byte[] all = new byte[5 * piece];
        new Random(1).nextBytes(all);
        for (int at = 0; at < all.length; at += piece) {
            killed.append(ByteBuffer.wrap(all, at, piece));
        }

        reopenedAfterAKill().ifPresent(other -> {
            assertEquals(List.of("updates/ann"), other.partials());
            try (PartialObject stored = other.partial("updates/ann")) {
                assertTrue(stored.size() >= all.length - grain() && stored.size() <= all.length,
                        () -> stored.size() + " of " + all.length);
                ByteBuffer there = ByteBuffer.allocate((int) stored.size());
                stored.read(0, there);
                assertArrayEquals(Arrays.copyOf(all, there.capacity()), there.array());
            }
        });
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private String partial(String name) {
        try (PartialObject partial = objects.partial(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) partial.size());
            partial.read(0, all);
            return new String(all.array(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPartialObjectGrowsOverManyVisitsAndIsSeenWhenItIsCommitted() {
        try (PartialObject first = objects.partial("updates/ann")) {
            first.append(bytes("one "));
            first.append(bytes("two "));
        }
        assertEquals(8, objects.findPartial("updates/ann").orElseThrow().size());
        assertEquals(Optional.empty(), objects.findPartial("updates/bob"));
        assertEquals("one two ", partial("updates/ann"));
        assertFalse(objects.exists("updates/ann"));
        assertEquals(List.of(), objects.list("updates"));
        assertEquals(List.of("updates/ann"), objects.partials());

        try (PartialObject second = objects.partial("updates/ann")) {
            assertEquals(8, second.size());
            second.append(bytes("three"));
            second.commit();
        }
        assertEquals("one two three", get("updates/ann"));
        assertEquals(List.of(), objects.partials());
    }

    @Test
    void aPartialObjectIsCutBackAndGoesOnFromThere() {
        try (PartialObject partial = objects.partial("object")) {
            partial.append(bytes("one torn"));
            partial.truncate(4);
            assertEquals(4, partial.size());
            assertThrows(StoreException.class, () -> partial.read(3, ByteBuffer.allocate(2)));
            partial.append(bytes("two"));
            assertThrows(IllegalArgumentException.class, () -> partial.truncate(8));
            assertThrows(IllegalArgumentException.class, () -> partial.truncate(-1));
        }
        assertEquals("one two", partial("object"));
    }

    @Test
    void aDiscardedPartialObjectBeginsAnewAndDiscardingNoneIsNoError() {
        try (PartialObject partial = objects.partial("a/b")) {
            partial.append(bytes("x"));
        }
        objects.discard("a/b");
        objects.discard("a/b");
        objects.discard("never/there");

        assertEquals(List.of(), objects.partials());
        assertEquals("", partial("a/b"));
    }

    @Test
    @DisplayName("I2: a partial object never takes the place of a committed one, and is gone when it was to")
    void aCommittedObjectStays() {
        try (PartialObject partial = objects.partial("a/b")) {
            partial.append(bytes("old"));
            assertTrue(partial.commit());
        }
        try (PartialObject partial = objects.partial("a/b")) {
            partial.append(bytes("new"));
            assertEquals("old", get("a/b"));
            assertFalse(partial.commit());
        }
        assertEquals("old", get("a/b"));
        assertEquals(List.of(), objects.partials());
        objects.delete("a/b");
        try (PartialObject partial = objects.partial("a/b")) {
            partial.append(bytes("new"));
            assertTrue(partial.commit());
        }
        assertEquals("new", get("a/b"));
    }

    @Test
    void discardingAPartialObjectLeavesTheCommittedOneOfItsNameAndTheOtherWayRound() {
        put("a/b", "whole");
        try (PartialObject partial = objects.partial("a/b")) {
            partial.append(bytes("part"));
        }
        objects.delete("a/b");
        assertEquals("part", partial("a/b"));
        put("a/b", "whole");
        objects.discard("a/b");
        assertEquals("whole", get("a/b"));
    }

    @Test
    void twoWritersOfOneNameDoNotMix() {
        try (ObjectWriter first = objects.write("object"); ObjectWriter second = objects.write("object")) {
            first.append(ByteBuffer.wrap(new byte[] {'1'}));
            second.append(ByteBuffer.wrap(new byte[] {'2'}));
            first.commit();
            assertEquals("1", get("object"));
            second.commit();
        }
        assertEquals("2", get("object"));
    }

    @Test
    void anObjectIsWrittenUnlessOneOfItsNameIsThere() {
        ByteBuffer first = bytes("..first..").position(2).limit(7);
        assertTrue(objects.writeIfAbsent("keys/a", first));
        assertEquals(2, first.position());
        assertEquals(5, first.remaining());
        assertFalse(objects.writeIfAbsent("keys/a", bytes("second")));
        assertEquals("first", get("keys/a"));

        put("keys/a", "replaced");
        assertFalse(objects.writeIfAbsent("keys/a", bytes("third")));
        assertEquals("replaced", get("keys/a"));
        objects.delete("keys/a");
        assertTrue(objects.writeIfAbsent("keys/a", bytes("")));
        assertEquals("", get("keys/a"));
        assertEquals(List.of("keys/a"), objects.list("keys"));
        assertEquals(List.of(), objects.partials());
    }

    @Test
    void ofManyThatWriteANameAtOnceOneDoesAndAllFindIt() throws InterruptedException {
        for (int time = 0; time < 20; time++) {
            String name = "keys/" + time;
            List<String> outcomes = Race.of(8, index -> objects.writeIfAbsent(name, bytes("by " + index))
                    ? "by " + index : "another's " + get(name));

            assertEquals(1, outcomes.stream().filter(outcome -> !outcome.startsWith("another's")).count());
            assertEquals(Set.of(get(name)), outcomes.stream().map(outcome -> outcome.replace("another's ", ""))
                    .collect(Collectors.toSet()));
        }
    }

    @Test
    void aDeletedObjectIsGoneAndDeletingNoneIsNoError() {
        put("a/b", "x");

        objects.delete("a/b");
        objects.delete("a/b");
        objects.delete("never/there");

        assertFalse(objects.exists("a/b"));
        assertThrows(StoreException.class, () -> objects.read("a/b"));
    }

    @Test
    void allBelowAPrefixAreDeletedAndNothingElse() {
        for (String name : List.of("a/1/x", "a/1/y/z", "a/12/x", "a/2/x", "b")) {
            put(name, "x");
        }
        append("a/1/x");

        objects.deleteAll("a/1");
        objects.deleteAll("a/1");
        objects.deleteAll("never/there");
        objects.deleteAll("b");

        assertEquals(List.of("a/12/x", "a/2/x"), objects.list("a"));
        assertEquals("x", get("b"));
        assertEquals(List.of("a/1/x"), objects.partials());
        objects.deleteAll("a");
        assertEquals(List.of(), objects.list("a"));
        put("a/1/x", "again");
        assertEquals("again", get("a/1/x"));
    }

    private void append(String name) {
        try (PartialObject partial = objects.partial(name)) {
            partial.append(bytes("part"));
        }
    }

    @Test
    void objectsComeAndGoInOnePlaceAtOnce() throws InterruptedException {
        Race.of(8, index -> {
            for (int time = 0; time < 50; time++) {
                String name = "updates/run/" + time % 2 + "/" + index;
                put(name, "x");
                if (index == 0) {
                    objects.deleteAll("updates/run/" + time % 2);
                } else {
                    objects.delete(name);
                }
            }
            return index;
        });

        assertEquals(List.of(), objects.list("updates"));
    }

    @Test
    void namesBelowAPrefixAreListedInOrder() {
        put("a/c/1", "x");
        put("a/b", "x");
        put("a/a", "x");
        put("a-b", "x");
        put("ab/c", "x");

        assertEquals(List.of("a/a", "a/b", "a/c/1"), objects.list("a"));
        assertEquals(List.of("a/c/1"), objects.list("a/c"));
        assertEquals(List.of(), objects.list("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "..", "a/../b", "../b", "a/.", "A", "a b", "a\\b", "a\u0000",
        "\u00e9",
        "a\n", "~", "C:a"})
    void whatIsNoNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> objects.write(name));
        assertThrows(IllegalArgumentException.class, () -> objects.writeIfAbsent(name, bytes("x")));
        assertThrows(IllegalArgumentException.class, () -> objects.partial(name));
        assertThrows(IllegalArgumentException.class, () -> objects.findPartial(name));
        assertThrows(IllegalArgumentException.class, () -> objects.discard(name));
        assertThrows(IllegalArgumentException.class, () -> objects.read(name));
        assertThrows(IllegalArgumentException.class, () -> objects.exists(name));
        assertThrows(IllegalArgumentException.class, () -> objects.delete(name));
        assertThrows(IllegalArgumentException.class, () -> objects.deleteAll(name));
        assertThrows(IllegalArgumentException.class, () -> objects.list(name));
    }

    @Test
    void aNameHasAtMost200Characters() {
        put("a".repeat(100) + "/" + "b".repeat(99), "x");

        assertThrows(IllegalArgumentException.class, () -> objects.write("a".repeat(100) + "/" + "b".repeat(100)));
    }
}
