package io.tributary.learning.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    private static final short[] SAMPLES = {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE};

    private static void refused(String words, byte[] bytes) {
        String said = assertThrows(BadExampleException.class, () -> WavFile.parse(bytes)).getMessage();
        assertTrue(said.contains(words), said);
    }

    @Test
    void samplesAreReadAsTheyAre(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.wav"), Wavs.encode(1, 1, 8000, 16, SAMPLES));
        assertEquals(8000, WavFile.read(file).rate());
        assertArrayEquals(SAMPLES, WavFile.read(file).samples());
    }

    @Test
    void otherCodecsBitsAndChannelsAreNamed() {
        refused("the codec 7 (mu-law)", Wavs.encode(7, 1, 8000, 8, SAMPLES));
        refused("the codec 3 (floating point)", Wavs.encode(3, 1, 8000, 32, SAMPLES));
        refused("samples of 24 bits", Wavs.encode(1, 1, 8000, 24, SAMPLES));
        refused("2 channels", Wavs.encode(1, 2, 8000, 16, SAMPLES));
        refused("has -1".replace("-1", "4294967295"), Wavs.encode(1, 1, -1, 16, SAMPLES));
    }

    @Test
    void damagedFilesAreRefused() {
        byte[] sound = Wavs.encode(1, 1, 8000, 16, SAMPLES);
        refused("no WAV file", new byte[] {'R', 'I', 'F', 'F'});
        refused("is cut short: its part 'data' promises 10 bytes, and 9", Arrays.copyOf(sound, sound.length - 1));
        refused("there is no part 'data'", Arrays.copyOf(sound, 46));
        refused("has no samples", Wavs.encode(1, 1, 8000, 16));
        byte[] large = sound.clone();
        Arrays.fill(large, 16, 20, (byte) 0xff);
        refused("promises 4294967295 bytes", large);
        byte[] early = sound.clone();
        System.arraycopy("junk".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, early, 22, 4);
        refused("before it says what they are", early);
    }

    @Test
    void theFileIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("broken.wav"), new byte[3]);
        String said = assertThrows(BadExampleException.class, () -> WavFile.read(file)).getMessage();
        assertTrue(said.startsWith(file + ": is no WAV file"), said);
        assertThrows(BadExampleException.class, () -> WavFile.read(folder));
    }
}
