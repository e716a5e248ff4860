package io.tributary.secureagg.identity;

/** What every token that stands in an Authorization header (RFC 6750) must be, so that nothing empty, blank or short ever counts. */
public final class BearerToken {
    /** Fewest characters of a token that lets its holder in for good, such as the admin token. */
    public static final int FEWEST_CHARACTERS = 32;

    private BearerToken() {}

    /** Whether it has at least one character, and only printable ASCII without spaces. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter > ' ' && letter <= '~');
    }

    /**
     * The token, if it is one.
     *
     * @param name what to call it; the token itself is never said
     * @throws IllegalArgumentException if it is none
     */
    public static String require(String name, String token) {
        if (token == null || !isToken(token)) {
            throw new IllegalArgumentException(name + " must be printable ASCII without spaces, at least 1 character");
        }
        return token;
    }

    /**
     * The token, if it is one that cannot be guessed.
     *
     * @param name what to call it; the token itself is never said
     * @throws IllegalArgumentException if it is none, or has less than {@value #FEWEST_CHARACTERS} characters
     */
    public static String requireLong(String name, String token) {
        if (require(name, token).length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException(
                    name + " must have at least " + FEWEST_CHARACTERS + " characters, not " + token.length());
        }
        return token;
    }
}
