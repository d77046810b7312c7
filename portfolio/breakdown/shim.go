package breakdown

import "fieldfolio/portfolio"

func (m Measure) Places(p *portfolio.Project) []portfolio.Portion { return p.Places }

func (m Measure) Span(p *portfolio.Project) portfolio.Duration { return p.Duration }
