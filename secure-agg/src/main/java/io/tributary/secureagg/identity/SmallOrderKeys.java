package io.tributary.secureagg.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The points of order 1, 2, 4 and 8 on Ed25519's curve, in every encoding that decoders take: no secret belongs to them, and
 * anybody can make signatures that match them, which RFC 8032 does not rule out.
 */
final class SmallOrderKeys {
    private static final int SIGN = 0x80;

    /** The y coordinates; the last two are 0 and 1 plus the field's prime. Each stands for both signs of x. */
    private static final Set<String> COORDINATES = Stream
            .of("00" + "00".repeat(31), "01" + "00".repeat(31),
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "ec" + "ff".repeat(30) + "7f",
                    "ed" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(30) + "7f")
            .collect(Collectors.toUnmodifiableSet());

    private SmallOrderKeys() {}

    /** Whether 32 raw bytes are one of them. */
    static boolean contain(byte[] raw) {
        byte[] coordinate = Arrays.copyOf(raw, raw.length);
        coordinate[raw.length - 1] &= (byte) ~SIGN;
        return COORDINATES.contains(HexFormat.of().formatHex(coordinate));
    }
}
