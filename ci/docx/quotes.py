"""What pandoc reads of comments, and what it can read of them at all.

Pandoc leaves text out: it has no results of simple fields, of a paragraph with a displayed formula it keeps the formula alone,
symbols become others, and so on. A comment there is none that it could quote, and its mark says nothing about where Prism put
it. Which those are is not decided by what they are in: pandoc is asked. The original is read once more with a comment around
the whole paragraph, marks put in here by hand and not by the annotator. What pandoc has of that is all it can have of any
comment in the paragraph, and where the words of ours begin and end in it is found by comparing it with the paragraph's text.
"""
import difflib
import json
import re
import subprocess
import xml.parsers.expat
import zipfile

FORMULA = '\ufffc'
WORD = {'http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'http://purl.oclc.org/ooxml/wordprocessingml/main'}


def plain(text):
    """Text without white space and what cannot be seen, which pandoc has of its own."""
    return re.sub(r'[\s\u00ad\u200b-\u200f\ufeff]+', '', text).replace('\u2011', '-')


def by_pandoc(path):
    """The text between the start and the end of each comment, plain, by what the comment says; None if it cannot be read."""
    done = subprocess.run(['pandoc', '--track-changes=all', '-f', 'docx', '-t', 'json', str(path)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode:
        return None
    quotes, open_ids, names = {}, {}, {}

    def text(string):
        for parts in open_ids.values():
            parts.append(string)

    def walk(node):
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            kind, content = node.get('t'), node.get('c')
            if kind == 'Span' and {'comment-start', 'comment-end'} & set(content[0][1]):
                attributes = dict(content[0][2])
                if 'comment-start' in content[0][1]:
                    match = re.search(r'prism-\d+-\d+', json.dumps(content[1]))
                    if match:
                        open_ids[attributes['id']] = []
                        names[attributes['id']] = match.group()
                elif attributes.get('id') in open_ids:
                    quotes[names[attributes['id']]] = plain(''.join(open_ids.pop(attributes['id'])))
                walk(content[1] if 'comment-end' in content[0][1] else [])
            elif kind == 'Span' and 'deletion' in content[0][1]:
                return
            elif kind == 'Str':
                text(content)
            elif kind == 'Math':
                # It is TeX by now; comments go around formulas as a whole.
                text(FORMULA)
            elif kind == 'Code':
                text(content[1])
            elif kind in ('Note', 'Image'):
                return
            elif kind == 'Quoted':
                single = content[0]['t'] == 'SingleQuote'
                text('‘' if single else '“')
                walk(content[1])
                text('’' if single else '”')
            elif content is not None:
                walk(content)

    document = json.loads(done.stdout)
    # Paragraphs in the styles of titles, authors and abstracts are metadata to pandoc.
    walk(list(document.get('meta', {}).values()))
    walk(document.get('blocks', []))
    return quotes


def main_part(package):
    relationships = package.read('_rels/.rels').decode()
    for relationship in re.findall(r'<(?:\w+:)?Relationship\b[^>]*>', relationships):
        if re.search(r'''Type=["'][^"']*/officeDocument["']''', relationship):
            return re.search(r'''Target=["']/?([^"']*)''', relationship).group(1)
    raise KeyError('no main part')


def passes(xml_bytes, started, ended):
    """Calls back for each element: namespace, local name, prefix, attributes; the offset in bytes."""
    parser = xml.parsers.expat.ParserCreate(namespace_separator='\n')
    parser.namespace_prefixes = True

    def named(name):
        uri, local, prefix = (name.split('\n') + ['', ''])[:3] if '\n' in name else ('', name, '')
        return uri, local, prefix

    parser.StartElementHandler = lambda name, attributes: started(*named(name), attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: ended(*named(name), parser.CurrentByteIndex)
    parser.Parse(xml_bytes, True)


def paragraphs_of(xml_bytes, ids):
    """The number of the paragraph in which each of these comments begins."""
    count, open_paragraphs, found = 0, [], {}

    def started(uri, local, _, attributes, __):
        nonlocal count
        if uri in WORD and local == 'p':
            open_paragraphs.append(count)
            count += 1
        elif uri in WORD and local == 'commentRangeStart' and open_paragraphs:
            id = next(value for name, value in attributes.items() if name.split('\n')[1:2] == ['id'])
            if id in ids:
                found[id] = open_paragraphs[-1]

    def ended(uri, local, *_):
        if uri in WORD and local == 'p':
            open_paragraphs.pop()

    passes(xml_bytes, started, ended)
    return found


def around_paragraphs(xml_bytes, paragraph_of):
    """The part with the marks of each comment around all that its paragraph holds."""
    edits, open_elements, count = [], [], 0
    wanted = {}
    for id, paragraph in paragraph_of.items():
        wanted.setdefault(paragraph, []).append(id)

    def started(uri, local, prefix, _, offset):
        nonlocal count
        paragraph = open_elements[-1] if open_elements else None
        if paragraph and not paragraph['begun'] and (uri, local) != (paragraph['uri'], 'pPr'):
            paragraph['begun'] = True
            edits.append((offset, ''.join(paragraph['mark']('commentRangeStart', id) for id in paragraph['ids'])))
        record = None
        if uri in WORD and local == 'p':
            if count in wanted:
                bound, declared = (prefix, '') if prefix else ('w', f' xmlns:w="{uri}"')
                record = {
                    'begun': False, 'ids': wanted[count], 'uri': uri, 'bound': bound, 'declared': declared,
                    'mark': lambda name, id: f'<{bound}:{name}{declared} {bound}:id="{id}"/>',
                }
            count += 1
        open_elements.append(record)

    def ended(_, __, ___, offset):
        paragraph = open_elements.pop()
        if paragraph and paragraph['begun']:
            bound, declared = paragraph['bound'], paragraph['declared']
            edits.append((offset, ''.join(
                paragraph['mark']('commentRangeEnd', id)
                + f'<{bound}:r{declared}><{bound}:commentReference {bound}:id="{id}"/></{bound}:r>' for id in paragraph['ids'])))

    passes(xml_bytes, started, ended)
    result, written = [], 0
    for offset, mark in edits:
        result += [xml_bytes[written:offset], mark.encode()]
        written = offset
    return b''.join(result + [xml_bytes[written:]])


def whole_paragraphs(original, copy, ids, path):
    """What pandoc reads of comments around the whole paragraphs, by what they say; written to a file at the path."""
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(copy) as package, zipfile.ZipFile(path, 'w') as probe:
        part = main_part(package)
        text = around_paragraphs(source.read(part), paragraphs_of(package.read(part), ids))
        for name in package.namelist():
            probe.writestr(name, text if name == part else package.read(name))
    return by_pandoc(path) or {}


def possible(text, start, end, whole):
    """What pandoc can quote of the words from start to end, if this is what it reads of the whole text."""
    first, last, text = len(plain(text[:start])), len(plain(text[:end])), plain(text)
    places = {}
    for _, a, b, c, d in difflib.SequenceMatcher(None, text, whole, autojunk=False).get_opcodes():
        places.setdefault(a, set()).add(c)
        places.setdefault(b, set()).add(d)
        for i in range(a + 1, b):
            if b - a == d - c:
                places.setdefault(i, set()).add(c + i - a)
            elif c == d:
                places.setdefault(i, set()).add(c)
    return {whole[c:d] for c in places.get(first, ()) for d in places.get(last, ()) if c <= d}
