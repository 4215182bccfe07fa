using IncidentBot.Catalogue;

namespace IncidentBot.Tests.Catalogue;

/// <summary>Third parties in the catalogue.</summary>
public sealed class ProvidersTests
{
    [Fact]
    public void They_are_read_from_the_file_with_what_stands_on_them()
    {
        var catalogue = new CatalogueOptions();
        Assert.Empty(CatalogueReader.AddTo(
            catalogue,
            """
            providers:
              stripe: https://status.stripe.com
              aws:
                page: https://health.aws.amazon.com
                form: aws
                regions: [eu-central-1]
                components: [Amazon S3]
            services:
              checkout:
                providers: [Stripe, aws]
            """,
            "services.yaml"));

        Assert.Equal("https://status.stripe.com", catalogue.FindProvider("STRIPE")!.Page);
        Assert.Equal(ProviderForm.Aws, catalogue.Providers["aws"].Form);
        Assert.Equal(["eu-central-1"], catalogue.Providers["aws"].Regions);
        Assert.Equal(["Amazon S3"], catalogue.Providers["aws"].Components);
        Assert.Equal(["Stripe", "aws"], catalogue.Find("checkout")!.Providers);
    }

    [Theory]
    [InlineData("providers:\n  stripe:\n    page: https://s.example\n    pag: x", "line 4, column 5: “pag” isn't a field of a provider; did you mean “page”?")]
    [InlineData("providers:\n  stripe:\n    page: stripe.com", "line 3, column 11: page isn't a web address; write it like https://status.example.com.")]
    [InlineData("providers:\n  stripe:\n    page: http://status.stripe.com", "line 3, column 11: page must begin with https://, such as https://status.example.com.")]
    [InlineData("providers:\n  stripe: https://a:b@status.stripe.com", "line 2, column 11: page has a name or password before its host; status pages are public, so leave that out.")]
    [InlineData("providers:\n  stripe:\n    form: aws", "line 2, column 3: the provider needs a page, such as https://status.example.com.")]
    [InlineData("providers:\n  stripe:\n    page: https://s.example\n    form: amazon", "line 4, column 11: “amazon” isn't a form of status page; there are auto, statuspage, incident-io, slack, google-cloud, aws, instatus, heroku, feed.")]
    [InlineData("providers:\n  stripe: https://s.example\nservices:\n  checkout:\n    providers: [strpe]", "line 5, column 17: there is no provider “strpe”; did you mean “stripe”?")]
    [InlineData("services:\n  checkout:\n    providers: [aws]", "line 3, column 17: there is no provider “aws”; add it under providers with the address of its status page, or leave it out.")]
    [InlineData("providers:\n  a: https://s.example\n  A: https://s.example", "line 3, column 3: the provider “A” is already on line 2; put both together.")]
    [InlineData("providers: [a]", "line 1, column 12: providers must be a group of fields; write stripe: and its page below it.")]
    public void A_mistake_is_told_with_its_place(string yaml, string problem) =>
        Assert.Equal($"services.yaml, {problem}", Assert.Single(CatalogueReader.AddTo(new CatalogueOptions(), yaml, "services.yaml")));

    [Fact]
    public void Those_of_the_settings_are_checked_too()
    {
        var catalogue = new CatalogueOptions
        {
            Providers = new Dictionary<string, CatalogueProvider>(StringComparer.OrdinalIgnoreCase) { ["stripe"] = new() { Page = "ftp://x" } },
            Services = new Dictionary<string, CatalogueService>(StringComparer.OrdinalIgnoreCase) { ["checkout"] = new() { Providers = ["stripes"] } },
        };

        Assert.Equal(
            [
                "Catalogue:Services:checkout:Providers:0: there is no provider “stripes”; did you mean “stripe”?",
                "Catalogue:Providers:stripe:Page: page must begin with https://, such as https://status.example.com.",
            ],
            CatalogueRules.Problems(catalogue));
    }
}
