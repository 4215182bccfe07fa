using System.Globalization;
using System.Text;
using IncidentBot.Catalogue;

namespace IncidentBot.Tests.Catalogue;

/// <summary>How the services are read from a file, and what is said of each mistake in it.</summary>
public sealed class CatalogueFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_field_of_a_service_is_read()
    {
        var catalogue = Read("""
            services:
              checkout:
                owners: [checkout-oncall, S0123456789]
                repositories: [acme/shop]
                paths: ["services/checkout/**"]
                tagPrefixes: [checkout-v]
                environments: [production]
                dependencies: [payments]
                links:
                  dashboards:
                    - name: Overview
                      kind: grafana
                      url: https://grafana.example.com/d/checkout
                  runbook: https://wiki.example.com/checkout
                commands:
                  - name: Roll back
                    text: kubectl rollout undo deploy/checkout
              payments:
            """);

        var checkout = catalogue.Find("Checkout")!;
        Assert.Equal(["checkout-oncall", "S0123456789"], checkout.Owners);
        Assert.Equal(["acme/shop"], checkout.Repositories);
        Assert.Equal(["services/checkout/**"], checkout.Paths);
        Assert.Equal(["checkout-v"], checkout.TagPrefixes);
        Assert.Equal(["production"], checkout.Environments);
        Assert.Equal(["payments"], checkout.Dependencies);
        Assert.Equal(
            [("Overview", LinkKind.Grafana, LinkGroup.Dashboards), ("Runbook", LinkKind.Plain, LinkGroup.Runbook)],
            checkout.Links.Select(link => (link.Title, link.Kind, link.Group)));
        Assert.Equal("kubectl rollout undo deploy/checkout", Assert.Single(checkout.Commands).Text);
        Assert.NotNull(catalogue.Find("payments"));
    }

    [Theory]
    [InlineData("services:\n  a:\n    repositores: [acme/a]", "line 3, column 5: “repositores” isn't a field of a service; did you mean “repositories”?")]
    [InlineData("servces:\n  a:", "line 1, column 1: “servces” isn't a field of the file; did you mean “services”?")]
    [InlineData("services:\n  a:\n    repositories: acme/a", "line 3, column 19: repositories must be a list, such as [acme/checkout].")]
    [InlineData("services:\n  a:\n    repositories: [{x: y}]", "line 3, column 20: repositories is a list of names, such as [acme/checkout].")]
    [InlineData("services: [a]", "line 1, column 11: services must be a group of fields; write checkout: and its fields below it.")]
    [InlineData("services:\n  a: [x]", "line 2, column 6: the service “a” must be a group of fields; write repositories: [acme/checkout].")]
    [InlineData("services:\n  a:\n  A:", "line 3, column 3: the service “A” is already on line 2; put both together.")]
    [InlineData("services:\n  a:\n    paths: [x]\n    paths: [y]", "line 4, column 5: “paths” stands here twice; keep one.")]
    [InlineData("services:\n  payments:\n  a:\n    dependencies: [paymnts]", "line 4, column 20: there is no service “paymnts” to depend on; did you mean “payments”?")]
    [InlineData("services:\n  a:\n    repositories: [shop]", "line 3, column 20: “shop” must be owner/name, like acme/checkout.")]
    [InlineData("services:\n  a:\n    repositories: [acme/shop]\n  b:\n    repositories: [ACME/shop]", "line 5, column 20: ACME/shop belongs to “a” as well, and nothing tells their deploys apart; give both paths, tagPrefixes or environments.")]
    [InlineData("services:\n  a:\n    owners: [a team]", "line 3, column 14: “a team” isn't a group's handle, such as checkout-oncall, or its id.")]
    [InlineData("services:\n  a:\n    links:\n      logs: ftp://x.example/", "line 4, column 13: the address of “Logs” isn't a web address; write it like https://grafana.example.com/d/checkout.")]
    [InlineData("services:\n  a:\n    links:\n      logs: https://x.example/?t={strat}", "line 4, column 13: the address of “Logs” has the placeholder {strat} (did you mean “start”?); there are {start}, {end} and {trace}, and a real brace is written %7B or %7D.")]
    [InlineData("services:\n  a:\n    links:\n      logs: https://x.example/?t={start:isoo}", "(did you mean “iso”?)")]
    [InlineData("services:\n  a:\n    links:\n      logs: https://me:secret@x.example/", "has a name or password before its host, which everybody would see")]
    [InlineData("services:\n  a:\n    links:\n      logs: {name: Errors}", "line 4, column 13: the link “Errors” needs a url.")]
    [InlineData("services:\n  a:\n    links:\n      logs: {url: 'https://x.example/', kind: grafna}", "line 4, column 47: “grafna” isn't a kind of link; did you mean “grafana”?")]
    [InlineData("services:\n  a:\n    links:\n      log: https://x.example/", "line 4, column 7: “log” isn't a field of links; did you mean “logs”?")]
    [InlineData("services:\n  a:\n    links:\n      logs: {kind: loki, url: 'https://x.example/explore?left=oops'}", "the address of “Logs” has a left= that isn't JSON; copy the address from Explore again.")]
    [InlineData("services:\n  a:\n    commands: [{name: Restart}]", "line 3, column 16: the command “Restart” needs a text of 1 to 500 characters on one line.")]
    [InlineData("services:\n  a:\n    commands: [{name: [x], text: y}]", "name takes one text.")]
    [InlineData("services:\n  a: [", "this isn't valid YAML")]
    [InlineData("services:\n  a: *nobody", "this isn't valid YAML")]
    public void A_mistake_is_said_with_file_line_and_column(string yaml, string sentence)
    {
        var problems = Problems(yaml);

        Assert.Contains(problems, problem => problem.Contains(sentence, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.StartsWith("services.yaml, line ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_said_at_once() =>
        Assert.Equal(3, Problems("services:\n  a:\n    paths: x\n    owners: y\n    dependencies: [nobody]\n").Count);

    [Fact]
    public void Services_of_one_repository_are_told_apart_by_path_tag_or_environment() =>
        Assert.Empty(Problems("""
            services:
              a: { repositories: [acme/shop], paths: [a/**] }
              b: { repositories: [acme/shop], paths: [b/**] }
              c: { repositories: [acme/shop], tagPrefixes: [c-v] }
            """));

    [Fact]
    public void Services_may_depend_on_each_other_in_a_circle() =>
        Assert.Empty(Problems("services:\n  a: { dependencies: [b] }\n  b: { dependencies: [a] }\n"));

    [Fact]
    public void What_several_services_have_in_common_may_be_written_once() =>
        Assert.Equal(["production"], Read("services:\n  a: { environments: &live [production] }\n  b: { environments: *live }\n").Find("b")!.Environments);

    [Fact]
    public void A_service_stands_in_the_file_or_in_the_settings()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Dependencies = ["gone"] };
        catalogue.Services["cart"] = new CatalogueService();
        Write("services:\n  Checkout:\n  payments: { dependencies: [cart] }\n");

        Assert.Equal(
            "services.yaml, line 2, column 3: the service “Checkout” is also in Catalogue:Services of the settings; keep it in one of the two.",
            Assert.Single(CatalogueFile.AddTo(catalogue, folder.Path)));
    }

    [Fact]
    public void What_the_settings_have_always_accepted_is_only_doubted()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Dependencies = ["chekout-db"], Repositories = ["acme/shop"] };
        catalogue.Services["cart"] = new CatalogueService { Repositories = ["acme/shop"] };

        Assert.Empty(CatalogueFile.AddTo(catalogue, folder: null));
        Assert.Equal(3, CatalogueFile.Doubts(catalogue).Count);
    }

    [Fact]
    public void A_link_of_the_settings_is_held_to_the_same()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Links = [new ServiceLink { Url = "nowhere" }] };

        Assert.StartsWith("Catalogue:Services:checkout:Links:0: the address of “Dashboard” isn't", Assert.Single(CatalogueFile.AddTo(catalogue, folder: null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_nothing_is_missed_but_one_that_is_named_must_be_there()
    {
        Assert.Empty(CatalogueFile.AddTo(new CatalogueOptions(), folder.Path));

        Assert.StartsWith("mine.yaml, the file with the services, can't be read", Assert.Single(CatalogueFile.AddTo(new CatalogueOptions { File = "mine.yaml" }, folder.Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero", "is larger than 1 MiB")]
    [InlineData("/", "the file with the services, can't be read")]
    [InlineData("a\0b", "the file with the services, can't be read")]
    public void What_is_no_file_is_said(string file, string expected) =>
        Assert.Contains(expected, Assert.Single(CatalogueFile.AddTo(new CatalogueOptions { File = file }, folder.Path)), StringComparison.Ordinal);

    [Fact]
    public void A_file_above_the_limit_is_refused_unread() =>
        Assert.Equal("services.yaml is larger than 1 MiB; leave out what nobody needs.", Assert.Single(Problems("#" + new string('x', CatalogueFile.LargestFile))));

    [Fact]
    public void A_file_that_nests_without_end_is_refused() =>
        Assert.Contains("nested too deeply", Assert.Single(Problems("services: " + new string('[', 200_000))), StringComparison.Ordinal);

    [Fact]
    public void Thousands_of_services_are_read() => Assert.Equal(5000, Read(Many()).Services.Count);

    [Fact]
    public void Thousands_of_mistakes_are_cut() =>
        Assert.Equal(51, Problems(Many().Replace("dependencies: [", "dependencies: [a-", StringComparison.Ordinal)).Count);

    [Fact]
    public void What_is_written_once_and_used_without_end_is_refused()
    {
        var links = string.Join(',', Enumerable.Repeat("*l", 100));
        var yaml = new StringBuilder($"services:\n  a: &a {{ links: {{ runbook: &r [&l 'https://wiki.example.com/{new string('x', 1000)}',{links[3..]}], logs: *r, traces: *r, dashboards: *r, statusPage: *r }} }}\n");
        for (var number = 0; yaml.Length < CatalogueFile.LargestFile - 20; number++)
            yaml.Append(CultureInfo.InvariantCulture, $"  s{number}: *a\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var problem = Assert.Single(Problems(yaml.ToString()));

        Assert.Contains("the file is too large with all that it repeats", problem, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    private static string Many()
    {
        var yaml = new StringBuilder("services:\n");
        for (var number = 0; number < 5000; number++)
            yaml.Append(CultureInfo.InvariantCulture, $"  service-number-{number}: {{ repositories: [acme/repository-{number}], dependencies: [service-number-{(number + 1) % 5000}] }}\n");

        return yaml.ToString();
    }

    private CatalogueOptions Read(string yaml)
    {
        Write(yaml);
        var catalogue = new CatalogueOptions();
        Assert.Empty(CatalogueFile.AddTo(catalogue, folder.Path));
        return catalogue;
    }

    private IReadOnlyList<string> Problems(string yaml)
    {
        Write(yaml);
        return CatalogueFile.AddTo(new CatalogueOptions(), folder.Path);
    }

    private void Write(string yaml) => File.WriteAllText(Path.Combine(folder.Path, CatalogueFile.DefaultName), yaml);
}
