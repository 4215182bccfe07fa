// Runs GitHub's own client for JavaScript against the local GitHub: node octokit.mjs BASE_URL APP_ID PRIVATE_KEY_FILE INSTALLATION_ID
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const [, , baseUrl, appId, keyFile, installationId] = process.argv;
const [owner, repo] = ["acme", "checkout"];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const gitHub = new Octokit({ baseUrl, auth: "ghp_javascript", log: quiet });
const refused = async (call, status) => {
  const error = await call.then(() => assert.fail("not refused"), (e) => e);
  assert.equal(error.status, status, error.message);
  return error;
};

// Pages, by Link.
const deployments = await gitHub.paginate(gitHub.rest.repos.listDeployments, { owner, repo, per_page: 2 });
assert.deepEqual(deployments.map((d) => d.ref), ["v5", "v4", "v3", "v2", "v1"]);
const statuses = await gitHub.rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: deployments[0].id });
assert.equal(statuses.data[0].state, "success");
const runs = await gitHub.paginate(gitHub.rest.actions.listWorkflowRunsForRepo, { owner, repo, per_page: 1 });
assert.equal(runs.length, 2);

// A name with a slash is written %2F.
const head = (await gitHub.rest.git.getRef({ owner, repo, ref: "heads/main" })).data.object.sha;
const branch = "incidentbot/postmortem/inc-42";
await gitHub.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: head });
assert.match((await refused(gitHub.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: head }), 422)).message, /Reference already exists/);
assert.equal((await gitHub.rest.repos.getBranch({ owner, repo, branch })).data.commit.sha, head);

// Several files by the git database.
const tree = await gitHub.rest.git.createTree({
  owner, repo, base_tree: head, tree: [{ path: "docs/inc-42.md", mode: "100644", type: "blob", content: "# One\n" }],
});
const commit = await gitHub.rest.git.createCommit({ owner, repo, message: "Add", tree: tree.data.sha, parents: [head] });
await gitHub.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit.data.sha });
const file = await gitHub.rest.repos.getContent({ owner, repo, path: "docs/inc-42.md", ref: branch });
assert.equal(Buffer.from(file.data.content, "base64").toString(), "# One\n");
const content = Buffer.from("# Two\n").toString("base64");
await refused(gitHub.rest.repos.createOrUpdateFileContents({ owner, repo, path: "docs/inc-42.md", message: "x", content, branch }), 422);
await refused(gitHub.rest.repos.createOrUpdateFileContents({ owner, repo, path: "docs/inc-42.md", message: "x", content, branch, sha: "0".repeat(40) }), 409);
await gitHub.rest.repos.createOrUpdateFileContents({ owner, repo, path: "docs/inc-42.md", message: "x", content, branch, sha: file.data.sha });

// A pull request, once.
const pull = await gitHub.rest.pulls.create({ owner, repo, head: branch, base: "main", title: "Postmortem" });
const twice = await refused(gitHub.rest.pulls.create({ owner, repo, head: branch, base: "main", title: "Postmortem" }), 422);
assert.match(twice.response.data.errors[0].message, /A pull request already exists for acme:/);
const compared = await gitHub.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `main...${branch}` });
assert.deepEqual([compared.data.status, compared.data.files.length], ["ahead", 1]);
assert.equal((await gitHub.rest.pulls.merge({ owner, repo, pull_number: pull.data.number })).data.merged, true);
await refused(gitHub.rest.pulls.merge({ owner, repo, pull_number: pull.data.number }), 405);

// Issues.
const issue = await gitHub.rest.issues.create({ owner, repo, title: "Limit the cache", labels: ["incident"], assignees: ["maya"] });
await gitHub.rest.issues.createComment({ owner, repo, issue_number: issue.data.number, body: "done" });
await gitHub.rest.issues.addLabels({ owner, repo, issue_number: issue.data.number, labels: ["later"] });
await gitHub.rest.issues.update({ owner, repo, issue_number: issue.data.number, state: "closed", state_reason: "completed" });
await refused(gitHub.rest.issues.create({ owner, repo, title: "x", assignees: ["nobody-here"] }), 422);
assert.equal((await gitHub.rest.issues.checkUserCanBeAssigned({ owner, repo, assignee: "sam" })).status, 204);
await refused(gitHub.rest.issues.checkUserCanBeAssigned({ owner, repo, assignee: "nobody-here" }), 404);

// What has not changed.
const read = await gitHub.request("GET /repos/{owner}/{repo}/commits", { owner, repo });
await refused(gitHub.request("GET /repos/{owner}/{repo}/commits", { owner, repo, headers: { "if-none-match": read.headers.etag } }), 304);

// An app and its installation.
const auth = { appId: Number(appId), privateKey: readFileSync(keyFile, "utf8"), installationId: Number(installationId) };
const app = new Octokit({ baseUrl, authStrategy: createAppAuth, auth, log: quiet });
assert.equal((await app.rest.apps.getAuthenticated()).data.slug, "incidentbot");
assert.equal((await app.rest.apps.getRepoInstallation({ owner, repo })).data.id, Number(installationId));
const made = await app.rest.issues.create({ owner, repo, title: "By the app" });
assert.equal(made.data.user.login, "incidentbot[bot]");
assert.match((await refused(app.rest.actions.reRunWorkflow({ owner, repo, run_id: runs[0].id }), 403)).message, /Resource not accessible by integration/);
console.log("all is well");
