// A SCIM server whose messages, schemas, filters and resources are scimmy's own; here is only the way to them over HTTP, and a map for users.
import http from "node:http";
import SCIMMY from "scimmy";

const token = process.env.SCIM_TOKEN;
const root = "/scim/v2";
const users = new Map();
let made = 0;

SCIMMY.Config.set({
    patch: true, filter: {supported: true, maxResults: 100}, sort: true, bulk: {supported: true, maxOperations: 20, maxPayloadSize: 65536}
});

// scimmy takes extensions of the standard's own name space only, of which the enterprise's is one.
SCIMMY.Resources.declare(SCIMMY.Resources.User.basepath(root)).extend(SCIMMY.Schemas.EnterpriseUser, false)
    .ingress((resource, data) => {
        const told = JSON.parse(JSON.stringify(data));
        if ([...users.values()].some(u => u.id !== resource.id && u.userName.toLowerCase() === told.userName.toLowerCase())) {
            throw new SCIMMY.Types.Error(409, "uniqueness", "There is a user of this name");
        }

        const before = users.get(resource.id);
        const id = resource.id ?? `u${++made}`;
        const now = new Date().toISOString();
        users.set(id, {...told, id, meta: {created: before?.meta.created ?? now, lastModified: now}});
        return users.get(id);
    })
    .egress(resource => {
        if (!resource.id) return resource.filter ? resource.filter.match([...users.values()]) : [...users.values()];
        if (!users.has(resource.id)) throw new Error("none");
        return users.get(resource.id);
    })
    .degress(resource => {
        if (!users.delete(resource.id)) throw new Error("none");
    });

async function answer(request, body) {
    if (request.headers.authorization !== `Bearer ${token}`) throw new SCIMMY.Types.Error(401, null, "The token is not valid");
    const url = new URL(request.url, "http://localhost");
    const [, resource, id] = url.pathname.slice(root.length).split("/");
    const query = Object.fromEntries(url.searchParams);
    for (const name of ["startIndex", "count"]) if (name in query) query[name] = Number(query[name]);
    const {User} = SCIMMY.Resources;
    switch (`${request.method} ${resource}`) {
        case "GET ServiceProviderConfig":
            return [200, await new SCIMMY.Resources.ServiceProviderConfig(query).read()];
        case "GET Users":
            return [200, await new User(...[id, query].filter(v => v !== undefined)).read()];
        case "POST Users":
            return [201, await new User(query).write(body)];
        case "PUT Users":
            return [200, await new User(id, query).write(body)];
        case "PATCH Users": {
            const changed = await new User(id, query).patch(body);
            return changed ? [200, changed] : [204];
        }
        case "DELETE Users":
            await new User(id).dispose();
            return [204];
        case "POST Bulk":
            return [200, await new SCIMMY.Messages.BulkRequest(body, 20).apply()];
        default:
            throw new SCIMMY.Types.Error(404, null, "There is no such endpoint");
    }
}

const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    let status, body;
    try {
        [status, body] = await answer(request, chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : undefined);
    } catch (fault) {
        body = new SCIMMY.Messages.Error(fault);
        status = Number(body.status);
    }

    response.writeHead(status, {"Content-Type": "application/scim+json"});
    response.end(body === undefined ? undefined : JSON.stringify(body));
});

// Whoever started it ends it by closing its input: no server is left behind by a test that was killed.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}${root}`));
