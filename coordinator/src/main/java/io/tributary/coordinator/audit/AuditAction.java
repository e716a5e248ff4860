package io.tributary.coordinator.audit;

/**
 * An action that somebody takes or asks for. The texts may come from outside: the log escapes and bounds them.
 *
 * @param who {@code device:ID}, {@code operator:token}, {@code operator:oidc:SUB} or {@code nobody}
 * @param role role or kind of credential that was shown, or {@code none}
 * @param address where the request came from
 * @param route method and path
 * @param subject what it is about, may be empty; never a secret
 */
public record AuditAction(String who, String role, String address, String route, String subject) {
    /** The same, about something. */
    public AuditAction about(String other) {
        return new AuditAction(who, role, address, route, other);
    }
}
