package io.tributary.learning.djl.torchscript;

import java.util.ArrayList;
import java.util.List;

/**
 * One file of an archive's code, cut into its classes and functions.
 *
 * @param entry its name in the archive, such as {@code code/__torch__.py}
 */
record CodeFile(String entry, List<Part> parts) {
    private static final String ROOT = "code/";
    private static final String END = ".py";

    /** A class with its methods, or a function. */
    sealed interface Part {}

    /** A function or a method, and the statements of it. */
    record Function(String name, CodeLine head, List<CodeLine> body) implements Part {}

    /** A class. */
    record Type(ScriptClass declared, CodeLine head, List<Function> methods) implements Part {}

    /** What names in the file begin with. */
    static String module(String entry) {
        return entry.substring(ROOT.length(), entry.length() - END.length()).replace('/', '.');
    }

    static CodeFile of(String entry, List<CodeLine> lines) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            CodeLine head = lines.get(at);
            int end = end(lines, at);
            List<CodeLine> inside = lines.subList(at + 1, end);
            String name = module(entry) + "." + head.token(1);
            if (head.indent() == 0 && head.token(0).equals("class")) {
                parts.add(classOf(entry, ScriptClass.named(entry, head, name), head, inside));
            } else if (head.indent() == 0 && head.token(0).equals("def")) {
                parts.add(new Function(name, head, inside));
            } else {
                throw CodeLine.wrong(entry, head.number(), "'" + head.token(0)
                        + "' stands where a class or a function should begin");
            }
            at = end;
        }
        return new CodeFile(entry, parts);
    }

    private static Type classOf(String entry, ScriptClass declared, CodeLine head, List<CodeLine> inside) {
        List<Function> methods = new ArrayList<>();
        int at = 0;
        while (at < inside.size()) {
            CodeLine line = inside.get(at);
            int end = end(inside, at);
            if (line.token(0).equals("def")) {
                declared.method(entry, line);
                methods.add(new Function(declared.name() + "." + line.token(1), line, inside.subList(at + 1, end)));
            } else if (end == at + 1) {
                declared.declare(entry, line);
            } else {
                throw CodeLine.wrong(entry, line.number(), "a class holds attributes and methods, and no '"
                        + line.token(0) + "'");
            }
            at = end;
        }
        return new Type(declared, head, methods);
    }

    /** The line after all that is indented below one. */
    private static int end(List<CodeLine> lines, int head) {
        int end = head + 1;
        while (end < lines.size() && lines.get(end).indent() > lines.get(head).indent()) {
            end++;
        }
        return end;
    }
}
