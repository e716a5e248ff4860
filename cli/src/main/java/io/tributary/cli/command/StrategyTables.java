package io.tributary.cli.command;

import io.tributary.cli.console.Table;
import io.tributary.experiments.catalogue.Listing;
import io.tributary.experiments.catalogue.Listing.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of strategies as people read them. */
final class StrategyTables {
    private StrategyTables() {}

    /** A table a family: a line a kind. */
    static List<String> lists(List<Listing> kinds) {
        List<String> lines = new ArrayList<>();
        for (String family : kinds.stream().map(Listing::family).distinct().toList()) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.addAll(list(family, kinds.stream().filter(kind -> kind.family().equals(family)).toList()));
        }
        return lines;
    }

    /** Where there are plug-ins, each row says where it comes from. */
    private static List<String> list(String family, List<Listing> kinds) {
        boolean origins = kinds.stream().anyMatch(kind -> !kind.origin().equals(Listing.BUILT_IN));
        List<String> head = List.of(family.toUpperCase(Locale.ROOT), "SETTINGS", "PAPER", "ORIGIN");
        int columns = origins ? head.size() : head.size() - 1;
        return new Table(head.subList(0, columns),
                kinds.stream().map(kind -> row(kind).subList(0, columns)).toList()).lines();
    }

    private static List<String> row(Listing kind) {
        String settings = kind.settings().stream().map(Parameter::brief).collect(Collectors.joining(", "));
        return List.of(kind.name(), settings.isEmpty() ? "-" : settings, kind.cited().isEmpty() ? "-" : kind.cited(),
                kind.origin());
    }

    /** Everything about one kind. */
    static List<String> page(Listing kind) {
        List<String> lines = new ArrayList<>(List.of(kind.name() + ": " + kind.summary()));
        if (!kind.cited().isEmpty()) {
            lines.add("paper: " + kind.cited() + ", " + kind.paper());
        }
        if (!kind.origin().equals(Listing.BUILT_IN)) {
            lines.add("plug-in: " + kind.origin());
        }
        lines.add("costs: " + kind.cost());
        lines.add("needs: " + kind.needs());
        if (!kind.settings().isEmpty()) {
            lines.add("");
            lines.addAll(new Table(List.of("SETTING", "RANGE", "DEFAULT", "MEANING"), kind.settings().stream()
                    .map(one -> List.of(one.name(), one.range(), one.preset(), one.meaning())).toList()).lines());
        }
        lines.add("");
        lines.addAll(kind.yaml().lines().toList());
        return lines;
    }
}
