package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} does. */
public abstract class BlobStoreContract {
    private BlobStore blobs;

    /** An empty store of the backend under test. */
    protected abstract BlobStore open();

    @BeforeEach
    final void openBlobs() {
        blobs = open();
    }

    private void put(String name, String... pieces) {
        try (BlobWriter writer = blobs.write(name)) {
            for (String piece : pieces) {
                writer.append(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            }
            writer.commit();
        }
    }

    private String get(String name) {
        try (BlobReader reader = blobs.read(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return new String(all.array(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBlobIsItsPiecesInOrder() {
        put("updates/run/1/ann", "one ", "two ", "", "three");

        assertEquals("one two three", get("updates/run/1/ann"));
        assertTrue(blobs.exists("updates/run/1/ann"));
    }

    @Test
    void anEmptyBlobIsABlob() {
        put("empty");

        assertEquals("", get("empty"));
    }

    @Test
    void anyRangeIsReadAlone() {
        put("blob", "0123456789");

        try (BlobReader reader = blobs.read("blob")) {
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
        put("blob", "0123456789");

        try (BlobReader reader = blobs.read("blob")) {
            assertThrows(StoreException.class, () -> reader.read(8, ByteBuffer.allocate(3)));
            assertThrows(StoreException.class, () -> reader.read(11, ByteBuffer.allocate(1)));
        }
    }

    @Test
    @DisplayName("I1: nobody sees a blob before it is committed, and closing without that leaves nothing")
    void onlyACommittedBlobIsThere() {
        try (BlobWriter writer = blobs.write("updates/ann")) {
            writer.append(ByteBuffer.wrap(new byte[100]));
            assertFalse(blobs.exists("updates/ann"));
            assertEquals(List.of(), blobs.list("updates"));
            assertThrows(StoreException.class, () -> blobs.read("updates/ann"));
        }
        assertFalse(blobs.exists("updates/ann"));
        assertEquals(List.of(), blobs.list("updates"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        put("a/b", "x");

        assertEquals(Optional.empty(), blobs.find("a/c"));
        assertEquals(Optional.empty(), blobs.find("a"));
        assertFalse(blobs.exists("a"));
    }

    @Test
    void aCommittedWriterTakesNoMore() {
        try (BlobWriter writer = blobs.write("blob")) {
            writer.commit();
            assertThrows(IllegalStateException.class, () -> writer.append(ByteBuffer.allocate(1)));
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertTrue(blobs.exists("blob"));
    }

    @Test
    void committingReplacesABlobAndItsReadersKeepTheirs() {
        put("blob", "old");

        try (BlobReader reader = blobs.read("blob")) {
            put("blob", "new one");
            ByteBuffer into = ByteBuffer.allocate((int) reader.size());
            reader.read(0, into);
            assertEquals("old", new String(into.array(), StandardCharsets.UTF_8));
        }
        assertEquals("new one", get("blob"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private String partial(String name) {
        try (PartialBlob partial = blobs.partial(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) partial.size());
            partial.read(0, all);
            return new String(all.array(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPartialBlobGrowsOverManyVisitsAndIsSeenWhenItIsCommitted() {
        try (PartialBlob first = blobs.partial("updates/ann")) {
            first.append(bytes("one "));
            first.append(bytes("two "));
        }
        assertEquals("one two ", partial("updates/ann"));
        assertFalse(blobs.exists("updates/ann"));
        assertEquals(List.of(), blobs.list("updates"));
        assertEquals(List.of("updates/ann"), blobs.partials());

        try (PartialBlob second = blobs.partial("updates/ann")) {
            assertEquals(8, second.size());
            second.append(bytes("three"));
            second.commit();
        }
        assertEquals("one two three", get("updates/ann"));
        assertEquals(List.of(), blobs.partials());
    }

    @Test
    void aPartialBlobIsCutBackAndGoesOnFromThere() {
        try (PartialBlob partial = blobs.partial("blob")) {
            partial.append(bytes("one torn"));
            partial.truncate(4);
            assertEquals(4, partial.size());
            assertThrows(StoreException.class, () -> partial.read(3, ByteBuffer.allocate(2)));
            partial.append(bytes("two"));
            assertThrows(IllegalArgumentException.class, () -> partial.truncate(8));
            assertThrows(IllegalArgumentException.class, () -> partial.truncate(-1));
        }
        assertEquals("one two", partial("blob"));
    }

    @Test
    void aDiscardedPartialBlobBeginsAnewAndDiscardingNoneIsNoError() {
        try (PartialBlob partial = blobs.partial("a/b")) {
            partial.append(bytes("x"));
        }
        blobs.discard("a/b");
        blobs.discard("a/b");
        blobs.discard("never/there");

        assertEquals(List.of(), blobs.partials());
        assertEquals("", partial("a/b"));
    }

    @Test
    void aPartialBlobReplacesACommittedOneOnlyWhenItIsCommitted() {
        put("a/b", "old");
        try (PartialBlob partial = blobs.partial("a/b")) {
            partial.append(bytes("new"));
            assertEquals("old", get("a/b"));
            partial.commit();
        }
        assertEquals("new", get("a/b"));
    }

    @Test
    void discardingAPartialBlobLeavesTheCommittedOneOfItsNameAndTheOtherWayRound() {
        put("a/b", "whole");
        try (PartialBlob partial = blobs.partial("a/b")) {
            partial.append(bytes("part"));
        }
        blobs.delete("a/b");
        assertEquals("part", partial("a/b"));
        put("a/b", "whole");
        blobs.discard("a/b");
        assertEquals("whole", get("a/b"));
    }

    @Test
    void twoWritersOfOneNameDoNotMix() {
        try (BlobWriter first = blobs.write("blob"); BlobWriter second = blobs.write("blob")) {
            first.append(ByteBuffer.wrap(new byte[] {'1'}));
            second.append(ByteBuffer.wrap(new byte[] {'2'}));
            first.commit();
            assertEquals("1", get("blob"));
            second.commit();
        }
        assertEquals("2", get("blob"));
    }

    @Test
    void aDeletedBlobIsGoneAndDeletingNoneIsNoError() {
        put("a/b", "x");

        blobs.delete("a/b");
        blobs.delete("a/b");
        blobs.delete("never/there");

        assertFalse(blobs.exists("a/b"));
        assertThrows(StoreException.class, () -> blobs.read("a/b"));
    }

    @Test
    void namesBelowAPrefixAreListedInOrder() {
        put("a/c/1", "x");
        put("a/b", "x");
        put("a/a", "x");
        put("a-b", "x");
        put("ab/c", "x");

        assertEquals(List.of("a/a", "a/b", "a/c/1"), blobs.list("a"));
        assertEquals(List.of("a/c/1"), blobs.list("a/c"));
        assertEquals(List.of(), blobs.list("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "..", "a/../b", "../b", "a/.", "A", "a b", "a\\b", "a\u0000",
        "\u00e9",
        "a\n", "~", "C:a"})
    void whatIsNoNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> blobs.write(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.partial(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.discard(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.read(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.exists(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.delete(name));
        assertThrows(IllegalArgumentException.class, () -> blobs.list(name));
    }

    @Test
    void aNameHasAtMost200Characters() {
        put("a".repeat(100) + "/" + "b".repeat(99), "x");

        assertThrows(IllegalArgumentException.class, () -> blobs.write("a".repeat(100) + "/" + "b".repeat(100)));
    }
}
