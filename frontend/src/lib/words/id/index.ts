import type { Catalogue } from '$lib/words';
import actions from './actions';
import activity from './activity';
import analytics from './analytics';
import backend from './backend';
import bulk from './bulk';
import comfort from './comfort';
import compare from './compare';
import conflict from './conflict';
import design from './design';
import desk from './desk';
import diagram from './diagram';
import doctor from './doctor';
import document from './document';
import editor from './editor';
import files from './files';
import find from './find';
import form from './form';
import frame from './frame';
import generate from './generate';
import history from './history';
import jobs from './jobs';
import language from './language';
import look from './look';
import models from './models';
import outside from './outside';
import palette from './palette';
import problems from './problems';
import save from './save';
import settings from './settings';
import simulate from './simulate';
import sync from './sync';
import tabs from './tabs';
import templates from './templates';
import versions from './versions';
import words from './words';
import workflows from './workflows';

/** The texts of the interface in Indonesian, by room. */
export default {
	actions,
	activity,
	analytics,
	backend,
	bulk,
	comfort,
	compare,
	conflict,
	design,
	desk,
	diagram,
	doctor,
	document,
	editor,
	files,
	find,
	form,
	frame,
	generate,
	history,
	jobs,
	language,
	look,
	models,
	outside,
	palette,
	problems,
	save,
	settings,
	simulate,
	sync,
	tabs,
	templates,
	versions,
	words,
	workflows,
} satisfies Catalogue;
