package io.tributary.learning.djl.torchscript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of an archive, checked, and as the engine is given it.
 *
 * @param classes by name
 * @param draws whether it draws from the engine's generator
 */
record ArchiveCode(List<CodeFile> files, Map<String, ScriptClass> classes, Map<String, List<Written>> written,
        boolean draws) {
    private static final int MOST_DEFINITIONS = 4096;

    /** A line of a file as the engine is given it; one of a list of names is written when it is known which tensors the network has. */
    record Written(int indent, List<String> tokens) {}

    /** Names that the archive defines. */
    record Defined(Set<String> functions, Map<String, ScriptClass> classes, Set<String> methods) {}

    /**
     * Checks it.
     *
     * @throws ScriptException naming file, line and what is not allowed
     */
    static ArchiveCode of(List<CodeFile> files) {
        Defined defined = defined(files);
        Map<String, List<Written>> written = new LinkedHashMap<>();
        boolean draws = false;
        for (CodeFile file : files) {
            CodeCheck check = new CodeCheck(file.entry(), defined);
            written.put(file.entry(), check.run(file));
            draws |= check.draws();
        }
        return new ArchiveCode(files, defined.classes(), written, draws);
    }

    private static Defined defined(List<CodeFile> files) {
        Defined defined = new Defined(new HashSet<>(), new LinkedHashMap<>(), new HashSet<>());
        int definitions = 0;
        for (CodeFile file : files) {
            for (CodeFile.Part part : file.parts()) {
                definitions++;
                boolean added = false;
                if (part instanceof CodeFile.Function function) {
                    added = defined.functions().add(function.name());
                } else if (part instanceof CodeFile.Type type) {
                    definitions += type.methods().size();
                    added = defined.classes().put(type.declared().name(), type.declared()) == null;
                    defined.methods().addAll(type.declared().methods());
                }
                if (!added || definitions > MOST_DEFINITIONS) {
                    throw new ScriptException(file.entry() + " defines a name twice, or there are more than "
                            + MOST_DEFINITIONS + " definitions");
                }
            }
        }
        return defined;
    }

    /**
     * A file as the engine is given it.
     *
     * @param classes names of the tensors of each class that the network has: to the engine, parameters, so that it gives access to them
     */
    String text(String entry, Map<String, List<String>> classes) {
        StringBuilder text = new StringBuilder();
        for (Written line : written.getOrDefault(entry, List.of())) {
            text.append(CodeLine.written(line.indent(), line.tokens()));
            ScriptClass opened = opened(entry, line);
            if (opened != null) {
                List<String> reached = classes.getOrDefault(opened.name(), List.of());
                text.append(list("__parameters__", reached));
                text.append(list("__buffers__", opened.buffers().stream().filter(name -> !reached.contains(name))
                        .toList()));
            }
        }
        return text.toString();
    }

    private @Nullable ScriptClass opened(String entry, Written line) {
        return line.indent() == 0 && line.tokens().get(0).equals("class")
                ? classes.get(CodeFile.module(entry) + "." + line.tokens().get(1)) : null;
    }

    private static String list(String name, List<String> names) {
        List<String> tokens = new ArrayList<>(List.of(name, "=", "["));
        names.forEach(each -> tokens.addAll(List.of('"' + each + '"', ",")));
        tokens.add("]");
        return CodeLine.written(2, tokens);
    }
}
