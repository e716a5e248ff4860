package io.tributary.learning.djl.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A module as the archive's code declares it.
 *
 * @param name in full, such as {@code __torch__.Net}
 * @param parameters names of its parameters
 * @param buffers names of its buffers
 * @param attributes types of everything that its state has, by name, in order
 * @param constants what it has beside its state
 * @param methods names
 */
record ScriptClass(String name, List<String> parameters, List<String> buffers, Map<String, String> attributes,
        List<CodeLine> constants, List<String> methods) {
    private static final List<String> MAGIC = List.of("__len__", "__contains__");

    static ScriptClass named(String file, CodeLine head, String name) {
        if (!head.token(1).equals(name.substring(name.lastIndexOf('.') + 1)) || head.tokens().size() != 6
                || !head.token(3).equals("Module") || !head.token(5).equals(":")) {
            throw CodeLine.wrong(file, head.number(), "class " + head.token(1) + " is a " + head.token(3)
                    + "; only modules are taken, which rules out LSTM, GRU and RNN, and named tuples");
        }
        return new ScriptClass(name, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>(),
                new ArrayList<>());
    }

    /** Takes a line of its body that is no method. */
    void declare(String file, CodeLine line) {
        if (line.begins("__parameters__", "=", "[")) {
            names(file, line, parameters);
        } else if (line.begins("__buffers__", "=", "[")) {
            names(file, line, buffers);
        } else if (line.begins("__annotations__", "[") && CodeLine.isText(line.token(2)) && line.token(3).equals("]")
                && line.token(4).equals("=")) {
            attribute(file, line, CodeLine.unquoted(line.token(2)), line.word(5, line.tokens().size()));
        } else if (CodeLine.isName(line.token(0)) && line.token(1).equals(":")) {
            if (line.token(2).equals("Final")) {
                constants.add(line);
            } else {
                attribute(file, line, line.token(0), line.word(2, line.tokens().size()));
            }
        } else if (!line.begins("pass")) {
            throw CodeLine.wrong(file, line.number(), "class " + name + " has '" + line.token(0)
                    + "'; hooks and the like are not taken");
        }
    }

    private void attribute(String file, CodeLine line, String attribute, String type) {
        if (attribute.startsWith("__") || attributes.put(attribute, type) != null) {
            throw CodeLine.wrong(file, line.number(), "class " + name + " has an attribute " + attribute
                    + " twice, or one of a name that is kept");
        }
    }

    private static void names(String file, CodeLine line, List<String> into) {
        for (int i = 3; i < line.tokens().size() - 1; i += 2) {
            if (!CodeLine.isText(line.token(i)) || !line.token(i + 1).equals(",")) {
                throw CodeLine.wrong(file, line.number(), "a list of names is not as torch.jit.save writes it");
            }
            into.add(CodeLine.unquoted(line.token(i)));
        }
    }

    void method(String file, CodeLine head) {
        String method = head.token(1);
        if ((method.startsWith("__") && !MAGIC.contains(method)) || methods.contains(method)
                || !head.token(2).equals("(") || !head.token(3).equals("self")) {
            throw CodeLine.wrong(file, head.number(), "class " + name + " has a method " + method
                    + ", which is called behind its back, or is there twice");
        }
        methods.add(method);
    }
}
