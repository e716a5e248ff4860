package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The answer to a {@link TokenRequest}: this is the only time that the tokens are seen. Never prints them.
 *
 * @param tokens 256 random bits each, in base64url without padding; each enrols one device, or gives it another key and
 *     begins with {@value #RECOVERS}; secrets
 * @param ids by which the tokens are listed and withdrawn, in the same order; no secrets
 * @param expires epoch milliseconds
 */
public record TokensMinted(List<String> tokens, List<String> ids, long expires) implements WireMessage {
    /** How a token begins that gives a device another key. */
    public static final String RECOVERS = "recover.";
    private static final Pattern TOKEN = Pattern.compile("(recover\\.)?[A-Za-z0-9_-]{43}");

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a field is out of range; the message holds no token
     */
    public TokensMinted {
        tokens = Fields.list("tokens", tokens, 1, TokenRequest.MOST);
        if (!tokens.stream().allMatch(token -> TOKEN.matcher(token).matches())) {
            throw new IllegalArgumentException(
                    "tokens must be of 43 characters of A-Z, a-z, 0-9, '-' and '_', after " + RECOVERS + " or nothing");
        }
        ids = Fields.list("ids", ids, tokens.size(), tokens.size());
        ids.forEach(TokenView::requireId);
        Fields.within("expires", expires, 0, Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "TokensMinted[tokens=(" + tokens.size() + ", redacted), expires=" + expires + "]";
    }
}
