package io.tributary.learning.image;

/** Counts how often a JPEG goes over its picture: each scan of a progressive one is work for all of its pixels (ITU-T T.81, annex B). */
final class JpegScans {
    private static final int MARK = 0xFF;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int FIRST_RESTART = 0xD0;

    private JpegScans() {}

    /** The scans of the first picture in a file. */
    static int count(byte[] jpeg) {
        int scans = 0;
        int at = 2;
        while (at + 4 <= jpeg.length) {
            int marker = jpeg[at + 1] & 0xFF;
            if ((jpeg[at] & 0xFF) != MARK || marker == MARK) {
                at++;
            } else if (standsAlone(marker)) {
                at += 2;
            } else if (marker == END_OF_IMAGE) {
                break;
            } else {
                scans += marker == START_OF_SCAN ? 1 : 0;
                at += 2 + Math.max(2, (jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
            }
        }
        return scans;
    }

    /** A stuffed byte of data, the temporary mark, restarts: no length follows. */
    private static boolean standsAlone(int marker) {
        return marker <= 1 || (marker >= FIRST_RESTART && marker <= START_OF_IMAGE);
    }
}
