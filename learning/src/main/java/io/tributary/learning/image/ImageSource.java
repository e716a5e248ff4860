package io.tributary.learning.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads JPEG and PNG with the JDK's readers, whatever other readers are on the class path: the same file has the same pixels in every
 * application. Header first, pixels only if they are few enough. Nothing touches the disk.
 */
final class ImageSource {
    static final int MAX_PIXELS = 1 << 25;
    private static final Set<String> FORMATS = Set.of("jpeg", "png");

    private final byte[] encoded;
    private final String name;

    private ImageSource(byte[] encoded, String name) {
        this.encoded = encoded;
        this.name = name;
    }

    /** Decodes an image at its own size, in grey or colour as it is. */
    static Pixels read(byte[] encoded, String name) throws BadImageException {
        return new ImageSource(encoded, name).read();
    }

    private Pixels read() throws BadImageException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            ImageReader reader = readerFor(in);
            try {
                reader.setInput(in, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (BadImageException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            // The JDK's parsers throw whatever they stumble over: index, argument and state exceptions among them.
            throw new BadImageException(name + ": broken image: " + broken, broken);
        }
    }

    private ImageReader readerFor(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (isOfTheJdk(reader) && FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw new BadImageException(name + ": neither a JPEG nor a PNG image");
    }

    private static boolean isOfTheJdk(ImageReader reader) {
        return reader.getClass().getModule() == ImageIO.class.getModule();
    }

    private Pixels decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new BadImageException(
                    name + ": " + width + "x" + height + " pixels are above the limit of " + MAX_PIXELS);
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        Pixels pixels = pixels(reader);
        for (String warning : warnings) {
            requireComplete(warning);
        }
        return pixels;
    }

    private Pixels pixels(ImageReader reader) throws IOException {
        boolean jpeg = reader.getFormatName().toLowerCase(Locale.ROOT).equals("jpeg");
        JpegColours colours = JpegColours.of(encoded);
        return jpeg && colours.inks() ? colours.toPixels(reader.readRaster(0, null)) : Samples.toPixels(reader.read(0));
    }

    /** The JPEG reader fills the missing part of a cut file with grey and only warns. */
    private void requireComplete(String warning) throws BadImageException {
        if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
            throw new BadImageException(name + ": broken image: " + warning);
        }
    }
}
