package io.tributary.loadtest.fault;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a scenario's outcome, a line each. */
record Table(PrintStream out) {
    void row(String what, Object seen) {
        out.printf(Locale.ROOT, "%-42s %s%n", what, seen);
    }

    void balance(Balance balance) {
        row("receipts", balance.receipts() + ", " + balance.again() + " of them heard again");
        row("acknowledged and lost", balance.lost().size() + (balance.lost().isEmpty() ? "" : " " + balance.lost()));
        row("counted twice", balance.twice().size() + (balance.twice().isEmpty() ? "" : " " + balance.twice()));
        row("rounds", balance.committed() + " committed, " + balance.abandoned() + " abandoned with "
                + balance.voided() + " receipts");
        row("counted, receipt not heard", balance.unheard());
        row("versions that differ from a recomputation", balance.wrong().size()
                + (balance.wrong().isEmpty() ? "" : " " + balance.wrong()));
    }
}
