package io.tributary.loadtest.fault;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a scenario's outcome, a line each. */
public record Table(PrintStream out) {
    /** One line. */
    public void row(String what, Object seen) {
        out.printf(Locale.ROOT, "%-42s %s%n", what, seen);
    }

    /** What a reconciliation found. */
    public void reconciliation(Reconciliation reconciliation) {
        row("receipts", reconciliation.receipts() + ", " + reconciliation.again() + " of them heard again");
        row("acknowledged and lost",
                reconciliation.lost().size() + (reconciliation.lost().isEmpty() ? "" : " " + reconciliation.lost()));
        row("counted twice",
                reconciliation.twice().size() + (reconciliation.twice().isEmpty() ? "" : " " + reconciliation.twice()));
        row("rounds", reconciliation.committed() + " committed, " + reconciliation.abandoned() + " abandoned with "
                + reconciliation.voided() + " receipts");
        row("counted, receipt not heard", reconciliation.unheard());
        row("versions that differ from a recomputation", reconciliation.wrong().size()
                + (reconciliation.wrong().isEmpty() ? "" : " " + reconciliation.wrong()));
    }
}
