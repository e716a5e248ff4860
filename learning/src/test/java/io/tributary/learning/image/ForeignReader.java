package io.tributary.learning.image;

import java.awt.image.BufferedImage;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** A reader of somebody's library that takes every file for a black image of one format. */
final class ForeignReader extends ImageReaderSpi {
    ForeignReader(String format) {
        names = new String[] {format};
        vendorName = "somebody";
        version = "1";
        pluginClassName = Black.class.getName();
        inputTypes = new Class<?>[] {ImageInputStream.class};
    }

    @Override
    public boolean canDecodeInput(Object source) {
        return true;
    }

    @Override
    public ImageReader createReaderInstance(@Nullable Object extension) {
        return new Black(this);
    }

    @Override
    public String getDescription(Locale locale) {
        return "black";
    }

    private static final class Black extends ImageReader {
        Black(ImageReaderSpi provider) {
            super(provider);
        }

        @Override
        public int getNumImages(boolean search) {
            return 1;
        }

        @Override
        public int getWidth(int index) {
            return 24;
        }

        @Override
        public int getHeight(int index) {
            return 24;
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB)).iterator();
        }

        @Override
        public @Nullable IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public @Nullable IIOMetadata getImageMetadata(int index) {
            return null;
        }

        @Override
        public BufferedImage read(int index, @Nullable ImageReadParam wanted) {
            return new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        }
    }
}
