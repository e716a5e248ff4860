package io.tributary.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What builds before this one wrote, in files of {@code previous-build}, whose README says which ones and how. A line is a name, a blank and a
 * value; one that begins with # is a remark.
 */
public final class PreviousBuild {
    private PreviousBuild() {}

    /** The lines of a file. */
    public static Stream<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(
                PreviousBuild.class.getResourceAsStream("/previous-build/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .filter(line -> !line.isBlank());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The values of a file by their names. */
    public static Map<String, String> values(String file) {
        Map<String, String> values = new LinkedHashMap<>();
        lines(file).forEach(line -> values.put(line.substring(0, line.indexOf(' ')),
                line.substring(line.indexOf(' ') + 1)));
        return values;
    }

    /** A value of a file. */
    public static String value(String file, String name) {
        return Objects.requireNonNull(values(file).get(name), name);
    }

    /** A value that is hex. */
    public static byte[] bytes(String file, String name) {
        return HexFormat.of().parseHex(value(file, name));
    }
}
