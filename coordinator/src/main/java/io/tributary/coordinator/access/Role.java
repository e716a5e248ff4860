package io.tributary.coordinator.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator may do; each may do what those before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Starts and stops runs, has devices enrolled and revoked. */
    OPERATOR,
    /** Reads the audit log. */
    ADMIN;

    /** Whether this role is at least another. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }

    /** Its name in tokens, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name, if it is one. */
    static Optional<Role> of(String code) {
        return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
