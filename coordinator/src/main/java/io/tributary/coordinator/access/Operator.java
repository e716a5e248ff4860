package io.tributary.coordinator.access;

/**
 * Somebody who operates the coordinator.
 *
 * @param name {@code token} for the admin token, {@code oidc:SUB} for a token of an issuer; the rest comes from outside, so escape it
 *        before it is shown
 */
public record Operator(String name, Role role) {
    /** Most characters of a {@code sub} (OpenID Connect Core 1.0, section 2). */
    static final int MAX_SUBJECT = 255;

    private static final String ISSUED = "oidc:";

    /** Checks its arguments. @throws IllegalArgumentException if the name is blank or too long */
    public Operator {
        if (name.isBlank() || name.length() > ISSUED.length() + MAX_SUBJECT) {
            throw new IllegalArgumentException("a name has 1.." + (ISSUED.length() + MAX_SUBJECT)
                    + " characters, not all of them white space");
        }
    }

    /** Whoever shows the admin token: a file, so nobody by name. */
    static Operator ofAdminToken() {
        return new Operator("token", Role.ADMIN);
    }

    /** Somebody whom an issuer names. No name of an issuer is that of another way to come in. */
    static Operator ofIssuer(String subject, Role role) {
        return new Operator(ISSUED + subject, role);
    }
}
