package io.tributary.coordinator.access;

/**
 * Somebody who operates the coordinator.
 *
 * @param name as the issuer of the token has it; it comes from outside, so escape it before it is shown
 */
public record Operator(String name, Role role) {
    /** Most characters of a name. */
    public static final int MAX_NAME = 255;

    /** Checks its arguments. @throws IllegalArgumentException if the name is blank or longer than {@value #MAX_NAME} characters */
    public Operator {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a name has 1.." + MAX_NAME + " characters, not all of them white space");
        }
    }
}
