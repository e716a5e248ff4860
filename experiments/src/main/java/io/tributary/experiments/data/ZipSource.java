package io.tributary.experiments.data;

import io.tributary.experiments.source.NamePattern.Said;
import io.tributary.experiments.source.ZipsConfig;
import io.tributary.learning.image.BadImageException;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.learning.image.InMemoryExamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Pictures in archives, decoded to one size and kept in memory as bytes. Nothing is unpacked to the disk. */
final class ZipSource {
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int MOST_PACKED_BYTES = 1 << 26;
    private static final int MOST_BYTES = 1 << 30;

    private final ZipsConfig wish;
    private final ImageDecoder decoder;
    private final List<Said> said = new ArrayList<>();
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();

    private ZipSource(ZipsConfig wish) {
        this.wish = wish;
        decoder = new ImageDecoder(wish.height(), wish.width(), wish.color() ? 3 : 1);
    }

    /** All pictures, a part held out. */
    static Dataset load(ZipsConfig wish, boolean natural, int leastClasses, long seed) throws DataException {
        return new ZipSource(wish).read(wish.path(), leastClasses).heldOut(wish.path().toString(), wish.holdOut(),
                natural, seed);
    }

    /** All pictures of a device's own archive or folder of archives. */
    static OwnExamples own(ZipsConfig wish, Path path) throws DataException {
        return new ZipSource(wish).read(path, 1).all();
    }

    private Gathered read(Path path, int leastClasses) throws DataException {
        for (Path archive : Folders.files(path, wish.files())) {
            int before = said.size();
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                readAll(archive, zip);
            } catch (IOException | IllegalArgumentException broken) {
                // The JDK's reader throws the latter for names that are no text.
                throw new DataException(archive + ": cannot be read as a zip archive: " + broken.getMessage(), broken);
            }
            if (said.size() == before) {
                throw new DataException(archive + ": has no pictures in it; take it away, or put some into it");
            }
        }
        NamedFiles names = NamedFiles.of(path.toString(), said, leastClasses);
        List<Integer> shape = List.of(wish.height(), wish.width(), wish.color() ? 3 : 1);
        return new Gathered(new OwnExamples(InMemoryExamples.ofBytes(pixels.toByteArray(), names.labels(), shape),
                shape, names.classes()), names.ownerOfEach());
    }

    private void readAll(Path archive, ZipFile zip) throws IOException, DataException {
        if (zip.size() > MOST_ENTRIES) {
            throw new DataException(archive + ": holds more than " + MOST_ENTRIES + " entries");
        }
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
            ZipEntry entry = all.nextElement();
            if (!entry.isDirectory()
                    && Arrays.stream(entry.getName().split("/", -1)).noneMatch(Folders::isSystemsOwn)) {
                read(archive, zip, entry);
            }
        }
    }

    private void read(Path archive, ZipFile zip, ZipEntry entry) throws IOException, DataException {
        String name = archive + "!" + entry.getName();
        said.add(NamedFiles.require(name, entry.getName(), wish.names()));
        if (pixels.size() + (long) decoder.values() > MOST_BYTES) {
            throw new DataException(name + ": the pictures take more than " + MOST_BYTES + " bytes; make data.size"
                    + " smaller");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] encoded = in.readNBytes(MOST_PACKED_BYTES + 1); // whatever the entry says of its size
            pixels.writeBytes(decoder.decodeBytes(encoded, name));
        } catch (BadImageException bad) {
            throw new DataException(String.valueOf(bad.getMessage()), bad);
        }
    }
}
