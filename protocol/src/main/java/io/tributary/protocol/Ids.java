package io.tributary.protocol;

import java.util.regex.Pattern;

/**
 * The forms of the names that travel: run, device, upload and model ids. Each check returns its argument, or throws
 * {@link IllegalArgumentException} with what was wrong and what would be right. Every form is safe in a path and a URL.
 */
public final class Ids {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern UUID = Pattern
            .compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern UUID_V7 = Pattern
            .compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private Ids() {}

    /** A run id: a UUID of version 7 (RFC 9562) in lower case. */
    public static String run(String id) {
        return matching(UUID_V7, id, "run", "a UUID of version 7 in lower case");
    }

    /** A device id, given at enrolment: 1..64 of a-z, 0-9 and '-'. */
    public static String device(String id) {
        return matching(NAME, id, "device", "1..64 characters of a-z, 0-9 and '-'");
    }

    /** An upload id, chosen by the device: a UUID of any version in lower case. */
    public static String upload(String id) {
        return matching(UUID, id, "uploadId", "a UUID in lower case");
    }

    /** A model's registry name: 1..64 of a-z, 0-9 and '-'. */
    public static String model(String id) {
        return matching(NAME, id, "model", "1..64 characters of a-z, 0-9 and '-'");
    }

    /** The id of a plan's use, drawn by the model owner: 1..64 of a-z, 0-9 and '-'. */
    public static String use(String id) {
        return matching(NAME, id, "use.id", "1..64 characters of a-z, 0-9 and '-'");
    }

    private static String matching(Pattern form, String id, String field, String right) {
        Fields.given(field, id);
        if (!form.matcher(id).matches()) {
            throw new IllegalArgumentException(field + " must be " + right + ", not '" + Fields.excerpt(id) + "'");
        }
        return id;
    }
}
