package io.tributary.learning.image;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Images in files, decoded when they are read. Decoded pixels are kept, as bytes, while there is room: 1,000 images of 224x224x3 take 151 MB.
 * Reading gives the same values whether kept or not. Thread-safe.
 */
public final class FileExamples extends Labelled {
    private final List<Path> files;
    private final ImageDecoder decoder;
    private final AtomicReferenceArray<byte[]> kept;
    private final AtomicLong room;

    /**
     * Examples of files.
     *
     * @param files one image each
     * @param labels class of each file
     * @param decoder makes every image the same size
     * @param keepBytes how many bytes of decoded pixels to keep, 0 for none
     */
    public FileExamples(List<Path> files, int[] labels, ImageDecoder decoder, long keepBytes) {
        super(labels);
        if (files.isEmpty() || files.size() != labels.length || keepBytes < 0) {
            throw new IllegalArgumentException(
                    "each of at least 1 file needs a label and keepBytes must not be below 0,"
                            + " found " + files.size() + " files, " + labels.length + " labels and keepBytes "
                            + keepBytes);
        }
        this.files = List.copyOf(files);
        this.decoder = decoder;
        kept = new AtomicReferenceArray<>(labels.length);
        room = new AtomicLong(keepBytes);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException around a {@link BadImageException} if the file cannot be decoded
     */
    @Override
    public void read(int index, float[] into, int offset) {
        byte[] pixels = kept.get(index);
        if (pixels == null) {
            pixels = decode(index);
            keep(index, pixels);
        }
        ImageDecoder.toUnit(pixels, 0, into, offset, pixels.length);
    }

    private byte[] decode(int index) {
        try {
            return decoder.decodeBytes(files.get(index));
        } catch (BadImageException bad) {
            throw new UncheckedIOException(bad.getMessage(), bad);
        }
    }

    private void keep(int index, byte[] pixels) {
        boolean fits = room.addAndGet(-pixels.length) >= 0;
        if (!fits || !kept.compareAndSet(index, null, pixels)) {
            room.addAndGet(pixels.length);
        }
    }
}
