package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** One enrolment token within one transaction. */
final class TokenRow {
    private final Handle handle;
    private final String sha256;

    TokenRow(Handle handle, String sha256) {
        this.handle = handle;
        this.sha256 = sha256;
    }

    /** Uses the token for a device: one statement decides who does. @return false if it was used for this device before */
    boolean claim(DeviceRecord device) throws RejectedException {
        int claimed = of(handle.createUpdate("""
                UPDATE enrolment_token SET device = :device, public_key = :key
                WHERE sha256 = :sha256 AND device IS NULL AND expires > :now AND (bound IS NULL OR bound = :device)
                """), device).bind("now", Columns.millis(device.enrolled())).execute();
        if (claimed == 1) {
            return true;
        }
        requireUsedFor(device);
        return false;
    }

    private void requireUsedFor(DeviceRecord device) throws RejectedException {
        String use = of(
                handle.createQuery(
                        """
                                SELECT CASE WHEN device IS NULL AND bound <> :device THEN 'bound' WHEN device IS NULL THEN 'none' WHEN device = :device AND public_key = :key THEN 'this'
                                ELSE 'other' END FROM enrolment_token WHERE sha256 = :sha256
                                """),
                device).mapTo(String.class).findOne().orElse("unknown");
        switch (use) {
            case "this" -> {
                return;
            }
            case "none" -> throw expired();
            case "bound" -> throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the enrolment token is for another device; ask an operator for one of " + device.device());
            case "other" -> throw new RejectedException(Reason.TOKEN_USED,
                    "the enrolment token has enrolled another device or key; ask an operator for another");
            default -> throw unknown();
        }
    }

    static RejectedException expired() {
        return new RejectedException(Reason.EXPIRED, "the enrolment token has expired; ask an operator for another");
    }

    static RejectedException unknown() {
        return new RejectedException(Reason.UNAUTHENTICATED,
                "there is no such enrolment token; ask an operator for one");
    }

    private <S extends SqlStatement<S>> S of(S statement, DeviceRecord device) {
        return statement.bind("sha256", sha256).bind("device", device.device()).bind("key", device.publicKey());
    }
}
