'use strict';
/** What all pages share. */
const page = (() => {
    // ------------------------------------------------------------ elements; text is always text

    const make = (tag, attributes = {}, ...children) => {
        const element = document.createElement(tag);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        element.append(...children);
        return element;
    };
    const into = (id, ...children) => document.getElementById(id).append(...children);
    const title = (text, remark) => make('h2', {}, text, ...(remark ? [make('small', {}, remark)] : []));
    const facts = entries => make('dl', {class: 'facts'},
        ...entries.flatMap(([key, value]) => [make('dt', {}, key), make('dd', {}, value)]));

    // ------------------------------------------------------------ numbers

    const percent = (value, digits = 1) => value == null ? '–' : (100 * value).toFixed(digits) + '\u00a0%';
    const number = (value, digits) => value == null ? '–' : value.toFixed(digits);
    const bytes = value => {
        if (value < 1000) return value + ' B';
        const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
        let unit = -1;
        do { value /= 1000; unit++; } while (value >= 999.95 && unit < units.length - 1);
        return value.toFixed(value < 10 ? 2 : 1) + ' ' + units[unit];
    };
    const seconds = value => {
        if (value < 10) return value.toFixed(2) + ' s';
        if (value < 120) return value.toFixed(1) + ' s';
        const whole = Math.round(value);
        return whole < 3600 ? Math.floor(whole / 60) + ' min ' + whole % 60 + ' s'
            : Math.floor(whole / 3600) + ' h ' + Math.floor(whole % 3600 / 60) + ' min';
    };
    const sum = (values, of) => values.reduce((total, value) => total + of(value), 0);
    /** Without what could turn the page's text around or hide in it. */
    const clean = text => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

    // ------------------------------------------------------------ tables

    /** columns: [heading, row => text]; the first one names the row. Columns in words are as wide as their text. */
    const table = (caption, columns, rows, {rowClass = () => '', words = []} = {}) => {
        const kind = heading => words.includes(heading) ? {class: 'text'} : {};
        const head = make('tr', {}, ...columns.map(([heading], i) =>
            make('th', {scope: 'col', ...(i === 0 ? {class: 'text'} : kind(heading))}, heading)));
        const body = rows.map(row => make('tr', {class: rowClass(row)}, ...columns.map(([heading, text], i) =>
            i === 0 ? make('th', {scope: 'row'}, text(row)) : make('td', kind(heading), text(row)))));
        return make('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
            make('table', {}, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...body)));
    };

    // ------------------------------------------------------------ charts

    const variable = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const colours = () => {
        Chart.defaults.color = variable('--soft');
        Chart.defaults.borderColor = variable('--grid');
        Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    };

    /** Draws charts, and draws them again when the reader's screen becomes dark or light. draws: () => Chart */
    const show = draws => {
        colours();
        let drawn = draws.map(draw => draw());
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
            drawn.forEach(one => one.destroy());
            colours();
            drawn = draws.map(draw => draw());
        });
    };

    const data = () => JSON.parse(document.getElementById('data').textContent);

    return {make, into, title, facts, percent, number, bytes, seconds, sum, clean, table, variable, show, data};
})();
