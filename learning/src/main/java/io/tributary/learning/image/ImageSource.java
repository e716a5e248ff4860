package io.tributary.learning.image;

import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads JPEG and PNG with the JDK's readers, whatever other readers are on the class path: the same file has the same pixels in every
 * application. Header first, pixels only if they are few enough, and no more of them in memory than the target needs. Nothing touches the
 * disk.
 */
final class ImageSource {
    static final long MAX_PIXELS = 1L << 27;
    static final int MAX_SIDE = 1 << 16;
    static final int MAX_SCANS = 64;
    /** Of a JPEG of several scans, all of which is in memory before the first pixel comes. */
    static final long MAX_PIXELS_OF_SCANS = 50_000_000;
    static final long MAX_DECODED_BYTES = 1L << 28;
    private static final long SCANNED_PIXEL_BYTES = 8;
    private static final int INKS = 4;
    private static final Set<String> FORMATS = Set.of("jpeg", "png");

    private final byte[] encoded;
    private final String name;

    private ImageSource(byte[] encoded, String name) {
        this.encoded = encoded;
        this.name = name;
    }

    /** Decodes an upright image towards a size, not below it, in grey or colour as it is. */
    static Pixels read(byte[] encoded, String name, int height, int width, int channels) throws BadImageException {
        return new ImageSource(encoded, name).read(new Target(height, width, channels));
    }

    /** What the image is made to. */
    private record Target(int height, int width, int channels) {
        /** The stored picture, resized and upright. */
        Pixels of(Pixels pixels, Orientation orientation) {
            Target stored = stored(orientation);
            return orientation.apply(Resize.resize(pixels.to(channels), stored.height, stored.width));
        }

        /** The same for a picture as it is stored. */
        Target stored(Orientation orientation) {
            return orientation.transposed() ? new Target(/* height= */ width, /* width= */ height, channels) : this;
        }
    }

    private Pixels read(Target target) throws BadImageException {
        try (ImageInputStream in = new BytesInput(encoded)) {
            ImageReader reader = readerFor(in);
            try {
                reader.setInput(in, true, true);
                return decode(reader, target);
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

    private Pixels decode(ImageReader reader, Target target) throws IOException {
        boolean jpeg = reader.getFormatName().toLowerCase(Locale.ROOT).equals("jpeg");
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        requireFew(height, width);
        int scans = jpeg ? JpegScans.count(encoded) : 1;
        requireFewScans(scans, height, width);
        Orientation orientation = Orientation.of(encoded, jpeg);
        JpegColours colours = JpegColours.of(encoded);
        boolean inks = jpeg && colours.inks();
        Target stored = target.stored(orientation);
        DecodeSize size =
                DecodeSize.of(height, width, inks ? INKS : pixelBytes(reader), stored.height(), stored.width());
        if (size.bytes() > MAX_DECODED_BYTES) {
            throw new BadImageException(name + ": " + width + "x" + height + " pixels take " + size.bytes()
                    + " bytes when they are decoded for " + target.width() + "x" + target.height()
                    + ", above the limit of " + MAX_DECODED_BYTES);
        }
        long buffered = scans > 1 ? SCANNED_PIXEL_BYTES * width * height : 0;
        return DecodeRoom.with(size.bytes() + buffered, name, () -> {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            ImageReadParam param = param(reader, size);
            Pixels pixels =
                    inks ? colours.toPixels(reader.readRaster(0, param)) : Samples.toPixels(reader.read(0, param));
            requireComplete(warnings);
            return target.of(pixels, orientation);
        });
    }

    private static ImageReadParam param(ImageReader reader, DecodeSize size) {
        ImageReadParam param = reader.getDefaultReadParam();
        if (!size.isWhole()) {
            param.setSourceSubsampling(size.columns(), size.rows(), (size.columns() - 1) / 2, (size.rows() - 1) / 2);
        }
        return param;
    }

    private void requireFew(int height, int width) throws BadImageException {
        if ((long) width * height > MAX_PIXELS) {
            throw new BadImageException(
                    name + ": " + width + "x" + height + " pixels are above the limit of " + MAX_PIXELS);
        }
        if (Math.max(width, height) > MAX_SIDE) {
            throw new BadImageException(
                    name + ": " + width + "x" + height + " pixels have a side above the limit of " + MAX_SIDE);
        }
    }

    private void requireFewScans(int scans, int height, int width) throws BadImageException {
        if (scans > MAX_SCANS) {
            throw new BadImageException(
                    name + ": a JPEG that goes over its picture in " + scans + " scans, above the limit of "
                            + MAX_SCANS);
        }
        if (scans > 1 && (long) width * height > MAX_PIXELS_OF_SCANS) {
            throw new BadImageException(name + ": " + width + "x" + height
                    + " pixels in several scans (progressive) are above the limit of " + MAX_PIXELS_OF_SCANS);
        }
    }

    /** What a pixel takes in the form that the reader decodes to. */
    private static int pixelBytes(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return INKS;
        }
        SampleModel samples = types.next().getSampleModel(1, 1);
        return samples.getNumDataElements() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
    }

    /** The JPEG reader fills the missing part of a cut file with grey and only warns. */
    private void requireComplete(List<String> warnings) throws BadImageException {
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                throw new BadImageException(name + ": broken image: " + warning);
            }
        }
    }
}
