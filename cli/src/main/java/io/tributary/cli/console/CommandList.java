package io.tributary.cli.console;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands in a help text, each with the first sentence of its description: the parser's own list ends in the middle of one. */
public final class CommandList {
    private CommandList() {}

    /** Shows commands so in the help of a command line, and of all commands below it. */
    public static void show(CommandLine root) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(root.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandList::render);
        root.setHelpSectionMap(sections);
    }

    private static String render(Help help) {
        int names = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(help.colorScheme(), new Column(names, 2, Overflow.SPAN),
                new Column(width - names, 2, Overflow.WRAP));
        help.subcommands().forEach((name, below) -> table.addRowValues(name,
                sentence(below.commandSpec().usageMessage().description())));
        return table.toString();
    }

    private static String sentence(String[] description) {
        String all = String.format(String.join(" ", description)).strip(); // descriptions are formats
        int end = all.indexOf(". ");
        return end < 0 ? all : all.substring(0, end + 1);
    }
}
