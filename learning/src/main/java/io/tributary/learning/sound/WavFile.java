package io.tributary.learning.sound;

import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording in a RIFF file: one channel of uncompressed samples of 16 bits (Microsoft and IBM 1991, "Multimedia Programming Interface and
 * Data Specifications 1.0"). The JDK's own reader takes more codecs, asks whatever readers are on the class path, and is not on Android.
 *
 * @param rate samples a second, 1..1_000_000
 * @param samples at least 1
 */
public record WavFile(int rate, short[] samples) {
    private static final int MOST_BYTES = 1 << 26;
    private static final int MOST_RATE = 1_000_000;
    private static final int CHUNK_HEADER = 8;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUB_FORMAT = 24;
    private static final int FORMAT_BYTES = 16;
    private static final int BITS = 16;

    /**
     * Reads a file of at most 64 MiB.
     *
     * @throws BadExampleException if it is no such recording; the message names it and says what it is
     */
    public static WavFile read(Path file) throws BadExampleException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadExampleException("has more than " + MOST_BYTES + " bytes");
            }
            return parse(bytes);
        } catch (BadExampleException bad) {
            throw new BadExampleException(file + ": " + bad.getMessage(), bad);
        } catch (IOException unreadable) {
            throw new BadExampleException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @throws BadExampleException if they are no such recording; the message says what they are
     */
    public static WavFile parse(byte[] bytes) throws BadExampleException {
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= 12 && word(all, 0).equals("RIFF") && word(all, 8).equals("WAVE"),
                "is no WAV file: it does not begin with RIFF and WAVE");
        all.position(12);
        int rate = 0;
        while (all.remaining() >= CHUNK_HEADER) {
            String kind = word(all, all.position());
            long size = all.getInt(all.position() + 4) & 0xffffffffL;
            all.position(all.position() + CHUNK_HEADER);
            require(size <= all.remaining(), "is cut short: its part '" + kind + "' promises " + size
                    + " bytes, and " + all.remaining() + " are there");
            ByteBuffer chunk = all.slice(all.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
            if (kind.equals("fmt ")) {
                rate = rate(chunk);
            } else if (kind.equals("data")) {
                require(rate > 0, "has samples before it says what they are (fmt)");
                return new WavFile(rate, samples(chunk));
            }
            all.position((int) Math.min(all.limit(), all.position() + size + size % 2)); // parts begin at even places
        }
        throw new BadExampleException("has no samples: there is no part 'data' in it");
    }

    private static int rate(ByteBuffer format) throws BadExampleException {
        require(format.limit() >= FORMAT_BYTES, "says too little of its samples: its part 'fmt ' has " + format.limit()
                + " bytes, not " + FORMAT_BYTES);
        int codec = format.getShort(0) & 0xffff;
        if (codec == EXTENSIBLE && format.limit() >= EXTENSIBLE_BYTES) {
            codec = format.getShort(SUB_FORMAT) & 0xffff;
        }
        int channels = format.getShort(2) & 0xffff;
        long rate = format.getInt(4) & 0xffffffffL;
        int bits = format.getShort(14) & 0xffff;
        require(codec == PCM, "has the codec " + codec + name(codec)
                + "; only uncompressed samples (1, PCM) of 16 bits are read");
        require(bits == BITS, "has samples of " + bits + " bits; only those of 16 bits are read");
        require(channels == 1, "has " + channels + " channels; only one (mono) is read");
        require(rate >= 1 && rate <= MOST_RATE, "has " + rate + " samples a second; allowed: 1.." + MOST_RATE);
        return (int) rate;
    }

    private static String name(int codec) {
        return switch (codec) {
            case 2, 17 -> " (ADPCM)";
            case 3 -> " (floating point)";
            case 6 -> " (A-law)";
            case 7 -> " (mu-law)";
            case 85 -> " (MP3)";
            default -> "";
        };
    }

    private static short[] samples(ByteBuffer data) throws BadExampleException {
        require(data.limit() >= Short.BYTES, "has no samples: its part 'data' is empty");
        require(data.limit() % Short.BYTES == 0, "ends in the middle of a sample");
        short[] samples = new short[data.limit() / Short.BYTES];
        data.asShortBuffer().get(samples);
        return samples;
    }

    private static String word(ByteBuffer all, int at) {
        byte[] four = new byte[4];
        all.get(at, four);
        return new String(four, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    private static void require(boolean holds, String complaint) throws BadExampleException {
        if (!holds) {
            throw new BadExampleException(complaint);
        }
    }
}
