package io.tributary.learning.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files for tests. */
final class Wavs {
    private Wavs() {}

    /** A file of these samples and this header, whether they fit or not. */
    static byte[] encode(int codec, int channels, int rate, int bits, short... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 10 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(word("RIFF")).putInt(bytes.limit() - 8).put(word("WAVE"));
        bytes.put(word("LIST")).putInt(1).put((byte) 7).put((byte) 0); // a part of odd length, and what fills it up
        bytes.put(word("fmt ")).putInt(16).putShort((short) codec).putShort((short) channels).putInt(rate)
                .putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8)).putShort((short) bits);
        bytes.put(word("data")).putInt(2 * samples.length);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
