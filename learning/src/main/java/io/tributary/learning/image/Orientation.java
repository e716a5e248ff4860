package io.tributary.learning.image;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How a camera was held: where the pixels of an upright picture are stored (EXIF 2.32, tag 0x0112). A picture without the tag, or with one
 * that cannot be read, is upright as it is stored.
 *
 * @param transposed rows are stored as columns
 * @param fromBottom the first stored row is the last
 * @param fromRight the first stored column is the last
 */
record Orientation(boolean transposed, boolean fromBottom, boolean fromRight) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);
    private static final int PNG_SIGNATURE = 8;
    private static final int EXIF_CHUNK = 0x65584966;

    /** Reads it from the EXIF segment of a JPEG, or the chunk {@code eXIf} of a PNG. */
    static Orientation of(byte[] encoded, boolean jpeg) {
        try {
            ExifIFD0Directory picture = (jpeg ? ofJpeg(encoded) : ofPng(encoded))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer tag = picture == null ? null : picture.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return tag == null ? UPRIGHT : of(tag);
        } catch (JpegProcessingException | IOException | RuntimeException unreadable) {
            return UPRIGHT;
        }
    }

    /** What a value of the tag means; values beyond 1..8 are reserved, and mean nothing. */
    static Orientation of(int tag) {
        return switch (tag) {
            case 2 -> new Orientation(false, false, true);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, true, false);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    private static Metadata ofJpeg(byte[] encoded) throws JpegProcessingException, IOException {
        return JpegMetadataReader.readMetadata(new ByteArrayInputStream(encoded), List.of(new ExifReader()));
    }

    /** The chunk alone is given to the library: it would inflate others. */
    private static Metadata ofPng(byte[] encoded) {
        Metadata metadata = new Metadata();
        ByteBuffer png = ByteBuffer.wrap(encoded);
        long at = PNG_SIGNATURE;
        while (at + 12 <= encoded.length) {
            int length = png.getInt((int) at);
            if (length < 0 || at + 12 + length > encoded.length) {
                break;
            }
            if (png.getInt((int) at + 4) == EXIF_CHUNK) {
                byte[] exif = Arrays.copyOfRange(encoded, (int) at + 8, (int) at + 8 + length);
                new ExifReader().extract(new ByteArrayReader(exif), metadata);
                break;
            }
            at += 12L + length;
        }
        return metadata;
    }

    /** The upright picture. */
    Pixels apply(Pixels stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int height = transposed ? stored.width() : stored.height();
        int width = transposed ? stored.height() : stored.width();
        byte[] upright = new byte[stored.values().length];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += stored.channels()) {
                System.arraycopy(stored.values(), at(stored, y, x), upright, to, stored.channels());
            }
        }
        return new Pixels(height, width, stored.channels(), upright);
    }

    /** Where a pixel of the upright picture is stored. */
    private int at(Pixels stored, int y, int x) {
        int row = transposed ? x : y;
        int column = transposed ? y : x;
        return ((fromBottom ? stored.height() - 1 - row : row) * stored.width()
                + (fromRight ? stored.width() - 1 - column : column)) * stored.channels();
    }
}
