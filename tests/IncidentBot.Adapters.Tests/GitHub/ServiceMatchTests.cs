using IncidentBot.Catalogue;
using IncidentBot.GitHub.Reading;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class ServiceMatchTests
{
    private static readonly RepositoryToAsk ByTag = Of(("checkout", [], ["checkout-v", "co-"], []), ("cart", [], ["cart-v"], []), ("cart-ui", [], ["cart-v2-"], []));
    private static readonly RepositoryToAsk ByEnvironment = Of(("checkout", ["checkout-live"], [], []), ("cart", ["cart-live"], [], []));
    private static readonly RepositoryToAsk ByPath = Of(("checkout", ["production"], [], ["services/checkout/**", "lib/money/*.cs"]), ("cart", ["production"], [], ["services/cart/**"]));

    [Theory]
    [InlineData("checkout-v1", "checkout")]
    [InlineData("co-7", "checkout")]
    [InlineData("cart-v1.2", "cart")]
    [InlineData("cart-v2-1", "cart-ui")]
    [InlineData("Checkout-v1", "acme/shop")]
    [InlineData("v1", "acme/shop")]
    [InlineData(null, "acme/shop")]
    public void A_tag_belongs_to_the_service_with_the_longest_prefix(string? tag, string service) =>
        Assert.Equal(service, ServiceMatch.Of(ByTag, null, tag, []));

    [Theory]
    [InlineData("checkout-live", "checkout")]
    [InlineData("CART-LIVE", "cart")]
    [InlineData("staging", null)]
    [InlineData(null, "acme/shop")]
    public void An_environment_belongs_to_the_service_that_names_it(string? environment, string? service) =>
        Assert.Equal(service, ServiceMatch.Of(ByEnvironment, environment, "main", []));

    [Theory]
    [InlineData("services/checkout/src/Pay.cs", "checkout")]
    [InlineData("lib/money/Round.cs", "checkout")]
    [InlineData("lib/money/eu/Round.cs", "acme/shop")]
    [InlineData("services/cart/a.cs,README.md", "cart")]
    [InlineData("services/cart/a.cs,services/checkout/b.cs", "acme/shop")]
    [InlineData("README.md", "acme/shop")]
    [InlineData("", "acme/shop")]
    public void Where_services_share_an_environment_the_paths_decide(string files, string service) =>
        Assert.Equal(service, ServiceMatch.Of(ByPath, "production", "main", files.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void The_only_service_of_a_repository_has_all_of_it()
    {
        var only = Of(("checkout", ["production"], ["checkout-v"], ["src/**"]));

        Assert.Equal("checkout", ServiceMatch.Of(only, "production", "main", ["docs/a.md"]));
        Assert.Equal("checkout", ServiceMatch.Of(only, null, "v1", []));
        Assert.Null(ServiceMatch.Of(only, "staging", "main", []));
    }

    [Fact]
    public void A_service_that_names_the_environment_goes_before_one_that_counts_all()
    {
        var two = Of(("cart", [], [], []), ("checkout", ["checkout-live"], [], []));

        Assert.Equal("checkout", ServiceMatch.Of(two, "checkout-live", "main", []));
        Assert.Equal("cart", ServiceMatch.Of(two, "somewhere", "main", []));
        Assert.Equal("acme/shop", ServiceMatch.Of(two, null, "v1", []));
    }

    private static RepositoryToAsk Of(params (string Service, string[] Environments, string[] Tags, string[] Paths)[] services) => new(
        "acme/shop",
        [.. services.Select(one => new RepositoryUse(one.Service, new CatalogueService { Environments = one.Environments, TagPrefixes = one.Tags, Paths = one.Paths }))],
        []);
}
