// Draws the diagrams of a page, which are text. Runs before the skin colours code.
document.addEventListener("DOMContentLoaded", () => {
    for (const code of document.querySelectorAll("code.language-mermaid")) {
        const picture = document.createElement("pre");
        picture.className = "mermaid";
        picture.textContent = code.textContent;
        (code.closest("div.source") || code.parentElement).replaceWith(picture);
    }
    mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
    mermaid.run();
}, {capture: true});
