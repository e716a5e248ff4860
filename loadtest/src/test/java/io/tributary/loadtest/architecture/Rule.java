package io.tributary.loadtest.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule of the architecture.
 *
 * @param name for test reports
 * @param rule holds for the product
 * @param offenders classes below {@code broken} that it must find
 */
record Rule(String name, ArchRule rule, List<String> offenders) {
    Rule(String name, ArchRule rule, String... offenders) {
        this(name, rule, List.of(offenders));
    }

    @Override
    public String toString() {
        return name;
    }
}
