package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.LastWritten.Place;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.file.SlotFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the disk is at any moment the newest head that anybody was told of, whoever else writes there. */
class HeadFileTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private final SigningKey key = SigningKey.generate();
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = folder.resolve("HEAD");
        HeadFile.make(file, SigningKeys.single(key), DirectoryHead.first("directory", "member", 0));
    }

    private HeadFile opened() throws IOException {
        HeadFile head = HeadFile.open(file, SigningKeys.single(key), stored(), CLOCK);
        head.opened();
        return head;
    }

    private HeadFile.Stored stored() throws IOException {
        return HeadFile.read(file).orElseThrow();
    }

    private static LastWritten transaction(long sequence) {
        String hash = Sha256.of(Long.toString(sequence).getBytes(StandardCharsets.UTF_8)).hex();
        return new LastWritten(sequence, hash.substring(0, LastWritten.MARK), new Place(sequence, hash), Place.NONE);
    }

    @Test
    void aPausedProcessThatWakesAfterAnotherTookOverTakesNothingBack() throws Exception {
        try (HeadFile paused = opened()) {
            paused.committed(transaction(1));
            paused.committed(transaction(2));
            try (HeadFile next = opened()) {
                for (int at = 3; at <= 9; at++) {
                    next.committed(transaction(at));
                }
                paused.committed(transaction(2));
                assertEquals(transaction(9), stored().head().last(), "an old answer of the database says nothing new");
                paused.committed(transaction(10));
                next.committed(transaction(11));
                paused.committed(transaction(12));
                paused.committed(transaction(13));
                assertEquals(transaction(13), stored().head().last());
                next.committed(transaction(14));
                assertEquals(transaction(14), stored().head().last());
                next.closed(Sha256.ZERO.hex());
            }
            paused.committed(transaction(15));
            assertEquals("", stored().head().closed(), "the file is not as it was closed");
            assertEquals(transaction(15), stored().head().last());
        }
        try (HeadFile again = opened()) {
            again.committed(transaction(16));
        }
        assertEquals(transaction(16), stored().head().last());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "emptied", "cut", "flipped", "foreign", "replaced"})
    void whatSomebodyDoesToItMeanwhileIsMendedByTheNextTransaction(String damage) throws Exception {
        try (HeadFile head = opened()) {
            for (int at = 1; at <= 3; at++) {
                head.committed(transaction(at));
            }
            byte[] bytes = Files.readAllBytes(file);
            switch (damage) {
                case "deleted" -> Files.delete(file);
                case "emptied" -> Files.write(file, new byte[0]);
                case "cut" -> Files.write(file, Arrays.copyOf(bytes, SlotFile.SLOT / 2));
                case "flipped" -> {
                    bytes[100] ^= 1;
                    bytes[SlotFile.SLOT + 100] ^= 1;
                    Files.write(file, bytes);
                }
                case "foreign" -> {
                    Path other = folder.resolve("other");
                    HeadFile.make(other, SigningKeys.single(SigningKey.generate()),
                            DirectoryHead.first("directory", "member", 0).after(transaction(99), 0));
                    Files.write(file, Files.readAllBytes(other));
                }
                default -> HeadFile.make(file, SigningKeys.single(key), DirectoryHead.first("directory", "member", 0));
            }
            head.committed(transaction(4));
        }
        assertEquals(transaction(4), stored().head().last());
        assertEquals(key.publicKey(), stored().signer());
        assertTrue(SlotFile.read(file).stream().allMatch(text -> text.startsWith("{")), "both slots are whole");
    }
}
